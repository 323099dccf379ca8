import { openSync } from "node:fs";
import type { Random } from "../../../shared/random.ts";
import {
  type DancerState,
  initialDancerState,
  noiseLevelOf,
} from "../../generators/recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../../generators/recurrent-cvae/denoiser.ts";
import {
  PLACEMENT_SIZE,
  POINTS,
  ROOT_POINT,
  STATE_SIZE,
  stateOf,
} from "../../generators/recurrent-cvae/motion-state.ts";
import { observeFrame } from "../../generators/recurrent-cvae/observation.ts";
import { constantsIn, type Sizes } from "../../generators/recurrent-cvae/weights.ts";
import { B, BONE_COUNT, bodyOf } from "../../motion/bones.ts";
import { gaussian } from "../../motion/gaussian.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { type Dance, type Dataset, readStills } from "./dataset.ts";
import { type Batch, LEARNT_FRAMES } from "./objective.ts";
import { filmed } from "./poor-camera.ts";

/** Limbs come in pairs, left and right, from here on; the bones before lie on the axis or are half widths. */
const FIRST_LIMB = B.left_upper_arm;
const HALF_WIDTHS = [B.hips, B.shoulders, B.ears];
const SPEEDS = [0.8, 1.25] as const;

export interface Plan {
  readonly size: number;
  readonly seenFrames: number;
  readonly horizon: number;
}

/** A dataset whose file is open for reading. */
export interface OpenDataset extends Dataset {
  readonly descriptor: number;
  readonly steadying: Denoiser;
}

/** @param constants as measureConstants found them. */
export function openDataset(dataset: Dataset, constants: Float32Array): OpenDataset {
  const descriptor = openSync(dataset.file, "r");
  return { ...dataset, descriptor, steadying: new Denoiser(constantsIn(constants)) };
}

/** Share of rows that a camera filmed, somewhere between a good one and a poor one: sooner a poor one. */
const FILMED = 0.5;

/** Source frames that a plan's window may need. */
export function framesNeeded({ seenFrames, horizon }: Plan, segment: number): number {
  return Math.ceil((seenFrames + horizon + segment + 1) * SPEEDS[1]) + 3;
}

/**
 * Draws windows, styles evenly, then takes by length; mirrored and at other speeds half of the time. Turning needs
 * no doing: the network sees every moment from its own heading. Row i and row i + size / 2 are of one take.
 */
export function drawBatch(archive: OpenDataset, sizes: Sizes, plan: Plan, random: Random): Batch {
  const { size, seenFrames, horizon } = plan;
  const nextFrames = horizon + sizes.segment;
  const seen = new Float32Array(seenFrames * size * STATE_SIZE);
  const doubt = new Float32Array(seenFrames * size);
  const real = new Float32Array((LEARNT_FRAMES - 1) * size * STATE_SIZE);
  const next = new Float32Array(nextFrames * size * STATE_SIZE);
  const half = size / 2;
  const picked = Array.from({ length: half }, () => pickDance(archive, plan, sizes.segment, random));
  for (let row = 0; row < size; row++) {
    const stills = drawWindow(archive.descriptor, picked[row % half]!, seenFrames + nextFrames + 1, random);
    for (let frame = 0; frame < nextFrames; frame++) {
      const at = seenFrames + frame;
      stateOf(stills[at]!, stills[at + 1]!, next, (frame * size + row) * STATE_SIZE);
    }
    for (let frame = 1; frame < LEARNT_FRAMES; frame++) {
      const at = seenFrames - LEARNT_FRAMES + frame;
      stateOf(stills[at]!, stills[at + 1]!, real, ((frame - 1) * size + row) * STATE_SIZE);
    }
    const shown = stills.slice(0, seenFrames + 1);
    if (random() < FILMED) {
      dancingFilmed(archive, shown, random).forEach((dancing, frame) => {
        seen.set(dancing.motionState, (frame * size + row) * STATE_SIZE);
        doubt[frame * size + row] = noiseLevelOf(dancing);
      });
    } else {
      for (let frame = 0; frame < seenFrames; frame++) {
        stateOf(shown[frame]!, shown[frame + 1]!, seen, (frame * size + row) * STATE_SIZE);
      }
    }
  }
  const segments = Math.ceil(horizon / sizes.segment);
  return {
    size,
    seen,
    doubt,
    seenFrames,
    real,
    next,
    horizon,
    forgetAfter: Int32Array.from({ length: size }, () =>
      random() < 0.3 ? Math.floor(random() * (seenFrames - 4)) : -1,
    ),
    borrowed: Float32Array.from({ length: size }, () => (random() < 0.5 ? 1 : 0)),
    misled: Float32Array.from({ length: size }, () => (random() < 0.15 ? 1 : 0)),
    style: Float32Array.from({ length: size * sizes.styles }, (_, i) =>
      picked[Math.floor(i / sizes.styles) % half]!.style === i % sizes.styles ? 1 : 0,
    ),
    told: Float32Array.from({ length: size }, () => (random() < 0.5 ? 1 : 0)),
    expected: Float32Array.from({ length: size }, (_, row) => (row % 8 < 3 ? 1 : 0)),
    dreamt: Float32Array.from({ length: size }, (_, row) => (row % 8 > 5 ? 1 : 0)),
    noise: Float32Array.from({ length: segments * size * sizes.latent }, () => gaussian(random)),
  };
}

/** What a mind would know of somebody whom a camera films, from wherever it stands. */
function dancingFilmed(
  archive: OpenDataset,
  stills: readonly Float32Array[],
  random: Random,
): readonly DancerState[] {
  const seeing = { ...archive.body, denoiser: archive.steadying };
  const danced = stills.map((still): MotionFrame => {
    const [x, y, z] = still.subarray(3 * ROOT_POINT) as unknown as [number, number, number];
    return { body: bodyOf(still.subarray(0, 3 * BONE_COUNT)), root: { x, y, z } };
  });
  const shown = filmed(danced, archive.fps, Math.sqrt(random()), 2 * Math.PI * random(), random);
  let dancing = initialDancerState();
  return shown
    .map((frame) => {
      dancing = observeFrame(dancing, frame, seeing);
      return dancing;
    })
    .slice(1);
}

function pickDance({ dances }: Dataset, plan: Plan, segment: number, random: Random): Dance {
  const needed = framesNeeded(plan, segment);
  const long = dances.filter((dance) => dance.frames >= needed);
  const styles = [...new Set(long.map((dance) => dance.style))];
  const style = styles[Math.floor(random() * styles.length)]!;
  const choice = long.filter((dance) => dance.style === style);
  let at = random() * choice.reduce((sum, dance) => sum + dance.frames, 0);
  for (const dance of choice) {
    at -= dance.frames;
    if (at < 0) return dance;
  }
  return choice[0]!;
}

function drawWindow(descriptor: number, dance: Dance, frames: number, random: Random): Float32Array[] {
  const [slow, fast] = SPEEDS;
  const speed = random() < 0.3 ? 1 : slow + (fast - slow) * random();
  const start = Math.floor(1 + random() * (dance.frames - 3 - frames * speed));
  const flip = random() < 0.5;
  // One more before and two more behind, for the curve through them.
  const needed = Math.floor(1 + (frames - 1) * speed) + 3;
  const stills = readStills(descriptor, dance.at + start - 1, needed);
  return Array.from({ length: frames }, (_, frame) => {
    const still = stillAt(stills, 1 + frame * speed);
    return flip ? mirroredPlacement(still) : still;
  });
}

/** A dance between two of its frames (Catmull and Rom 1974), so that speed does not step. */
function stillAt(stills: Float32Array, frame: number): Float32Array {
  const at = Math.floor(frame);
  const s = frame - at;
  const weights = [
    ((2 - s) * s - 1) * s * 0.5,
    ((3 * s - 5) * s * s + 2) * 0.5,
    ((4 - 3 * s) * s + 1) * s * 0.5,
    (s - 1) * s * s * 0.5,
  ];
  const still = new Float32Array(PLACEMENT_SIZE);
  weights.forEach((weight, k) => {
    if (weight === 0) return;
    const from = (at - 1 + k) * PLACEMENT_SIZE;
    for (let i = 0; i < PLACEMENT_SIZE; i++) still[i]! += weight * stills[from + i]!;
  });
  return still;
}

/** Left and right exchanged. A half width points from the middle to the left, so it is mirrored and turned round. */
export function mirroredPlacement(still: Float32Array): Float32Array {
  const out = new Float32Array(PLACEMENT_SIZE);
  for (let point = 0; point < POINTS; point++) {
    const isLimb = point >= FIRST_LIMB && point < ROOT_POINT;
    const from = 3 * (isLimb ? point ^ 1 : point);
    const sign = HALF_WIDTHS.includes(point) ? -1 : 1;
    out[3 * point] = -sign * still[from]!;
    out[3 * point + 1] = sign * still[from + 1]!;
    out[3 * point + 2] = sign * still[from + 2]!;
  }
  return out;
}
