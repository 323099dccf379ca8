import { mix } from "../../../shared/numbers.ts";
import type { RoomPoint } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { BONE_COUNT, bodyOf, stretch } from "../../motion/bones.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { HEIGHT, PLACEMENT_SIZE, ROOT_POINT, STATE_SIZE, velocityAt } from "../../motion/motion-state.ts";
import { clampLengths, legScale, type StandardBody } from "../../motion/standard-body.ts";
import type { Denoised } from "./denoiser.ts";
import { initialLiveliness, type Liveliness } from "./liveliness.ts";
import { EXTRAPOLATED_FRAMES } from "./wiener.ts";

/**
 * Weight of the extrapolation in what is shown, for each frame that is left until it ends: 40 % in the first frame, 5 %
 * in the eighth. Chosen on training takes, where it helps as much though the network knows them well.
 */
const EXTRAPOLATION_WEIGHT = 0.05;
/** Share of the last observed frame's bone lengths and floor offset that is left a frame later: half in 0.1 s. */
const FADE = 0.8;

/**
 * Everybody comes down to the floor now and then: who has not been nearer to it than this, metres, for some time sinks by
 * a share of the rest each frame. What is nearest is forgotten at this rate a frame, so that a leap ends before it counts.
 */
const STANDING = 0.02;
const SINKING = 0.3;
const NEAREST_FORGOTTEN = 1 / 30;

/** Where a dancer is in a motion, observed or generated: the network's motion state, and the body that it is for. */
export interface DancerState {
  /** State of the standard body, [114], see motion-state.ts. */
  readonly motionState: Float32Array;
  /** Bones of the dancer's own length, and hips in the dancer's room; null before the first frame. */
  readonly denoised: Denoised | null;
  /** Placements that the denoiser extrapolates to, [8 * 57]; null while observing, or where it has seen too few. */
  readonly extrapolated: Float32Array | null;
  /** Middle of the hips, metres, in the dancer's room. */
  readonly root: RoomPoint;
  /** Mean length of each of the dancer's bones, metres, [18]. */
  readonly boneLengths: Float32Array;
  /** How much longer each bone is shown, a factor, [18]: a camera's lengths change from frame to frame. */
  readonly lengthRatios: Float32Array;
  /** For how many frames each joint has been hidden, [19]. */
  readonly hiddenFrames: Uint8Array;
  /** How far below the floor the dancer was observed, metres, fading: a camera's floor is not exact. */
  readonly floorOffset: number;
  /** How near to the floor the lowest joint of the continuation has been of late, metres. */
  readonly nearestToFloor: number;
  /** Frames observed, and frames generated since. */
  readonly observedFrames: number;
  readonly generatedFrames: number;
  readonly liveliness: Liveliness;
}

/** Before anything was observed. */
export function initialDancerState(): DancerState {
  return {
    motionState: new Float32Array(STATE_SIZE),
    denoised: null,
    extrapolated: null,
    root: { x: 0, y: 0, z: 0 },
    boneLengths: new Float32Array(BONE_COUNT),
    lengthRatios: new Float32Array(BONE_COUNT).fill(1),
    hiddenFrames: new Uint8Array(JOINT_COUNT),
    floorOffset: 0,
    nearestToFloor: 0,
    observedFrames: 0,
    generatedFrames: 0,
    liveliness: initialLiveliness(),
  };
}

/** Standard deviation of the noise that the denoiser removed, metres; 0 for generated frames, which have none. */
export function noiseLevelOf({ denoised, generatedFrames }: DancerState): number {
  if (denoised === null || generatedFrames > 0) return 0;
  return Math.sqrt(denoised.noiseVariance.reduce((sum, variance) => sum + variance / 3, 0));
}

/**
 * The dancer one generated frame later, in `motionState`, whose hips are moved in place: up where a joint is below the
 * floor, down where none has been near it for some time.
 */
export function advance(before: DancerState, motionState: Float32Array, standard: StandardBody): DancerState {
  const scale = legScale(before.boneLengths, standard);
  const root = {
    x: before.root.x + motionState[velocityAt(ROOT_POINT)]! / scale,
    y: motionState[HEIGHT]! / scale,
    z: before.root.z + motionState[velocityAt(ROOT_POINT) + 2]! / scale,
  };
  const next: DancerState = {
    ...before,
    motionState,
    root,
    lengthRatios: before.lengthRatios.map((ratio) => 1 + (ratio - 1) * FADE),
    floorOffset: before.floorOffset * FADE,
    generatedFrames: before.generatedFrames + 1,
  };
  const height = heightOf(next, standard);
  const forgotten = mix(before.nearestToFloor, height, NEAREST_FORGOTTEN);
  const nearestToFloor = Math.max(0, Math.min(height, forgotten));
  const lift = height < 0 ? -height : -SINKING * Math.max(0, nearestToFloor - STANDING);
  motionState[HEIGHT]! += lift * scale;
  return { ...next, nearestToFloor, root: { ...root, y: root.y + lift } };
}

/** The frame of the dancer's own body. */
export function toMotionFrame(
  { motionState, root, boneLengths, lengthRatios }: DancerState,
  standard: StandardBody,
): MotionFrame {
  const bones = motionState.slice(0, 3 * BONE_COUNT);
  stretch(bones, (bone) => (boneLengths[bone]! / standard.length[bone]!) * lengthRatios[bone]!);
  return { body: bodyOf(bones), root };
}

/**
 * The dancer as shown: for the first 8 generated frames a weighted mean of the network's prediction and the denoiser's
 * extrapolation, whose errors differ, since the one reads the last frames at once and the other remembers them. It is
 * not fed back to the network: there it made the error at 400 ms 6 % larger.
 */
export function blendWithExtrapolation(dancer: DancerState, standard: StandardBody): DancerState {
  const { extrapolated, generatedFrames } = dancer;
  const weight = (EXTRAPOLATED_FRAMES + 1 - generatedFrames) * EXTRAPOLATION_WEIGHT;
  if (extrapolated === null || weight <= 0) return dancer;
  const placement = extrapolated.subarray(
    (generatedFrames - 1) * PLACEMENT_SIZE,
    generatedFrames * PLACEMENT_SIZE,
  );
  const blend = (predicted: number, extrapolation: number) =>
    predicted + weight * (extrapolation - predicted);
  const motionState = dancer.motionState.map((value, at) =>
    at < 3 * BONE_COUNT ? blend(value, placement[at]!) : value,
  );
  clampLengths(motionState, standard);
  const scale = legScale(dancer.boneLengths, standard);
  const [x, y, z] = [dancer.root.x, dancer.root.y, dancer.root.z].map((predicted, axis) =>
    blend(predicted, placement[3 * ROOT_POINT + axis]! / scale),
  ) as [number, number, number];
  const blended = { ...dancer, motionState, root: { x, y, z } };
  return { ...blended, root: { x, y: y + Math.max(0, -heightOf(blended, standard)), z } };
}

/** Height of the lowest joint over the floor, or over where below it she was observed to stand, metres. */
function heightOf(dancer: DancerState, standard: StandardBody): number {
  const { body, root } = toMotionFrame(dancer, standard);
  return dancer.floorOffset + root.y + lowestOf(body);
}
