import { openSync } from "node:fs";
import type { Heard } from "../../../../shared/music.ts";
import { heardLater, writeHeard } from "../../../generators/fact/music-window.ts";
import type { Sizes } from "../../../generators/fact/weights.ts";
import { POSE_SIZE, poseOf } from "../../../generators/peers/pose.ts";
import { type PoseUnits, poseUnitsIn, toUnits } from "../../../generators/peers/weights.ts";
import { constantsIn } from "../../../generators/recurrent-cvae/weights.ts";
import { clipOf } from "../../../motion/clip.ts";
import { bodyBeats } from "../../../motion/features/beats.ts";
import { STATE_SIZE, stateOf } from "../../../motion/motion-state.ts";
import { frameOfPlacement } from "../../../motion/placement.ts";
import { gaussian, type Random } from "../../../motion/random.ts";
import { withMixedBody } from "../data/body-mixing.ts";
import type { Dataset } from "../data/dataset.ts";
import { drawDance } from "../data/draw-dance.ts";
import { HEARD_NUMBERS } from "../data/heard-dances.ts";
import { drawTimedWindow, sourceFramesFor } from "../data/window.ts";
import { advanceOf, type FactSchedule, MOST_RUNS } from "./schedule.ts";

/** Share of rows that hear nothing, so that it dances without music as well. */
const UNHEARD = 0.35;
/** Share of rows whose seed is of somebody who has only been seen for a while: her first pose stands in for what is before. */
const SHORT = 0.1;
const LEAST_SEEN = 10;
/** Of eight rows, two with the latent's mean of 0, three with posterior samples and three with prior samples. */
const LATENTS = ["mean", "mean", "posterior", "posterior", "posterior", "sample", "sample", "sample"];

/** A dataset whose file is open for reading. */
export interface OpenDataset extends Dataset {
  readonly descriptor: number;
  readonly units: PoseUnits;
  /** Of the archive's joints, metres a frame. */
  readonly meanSpeed: number;
}

export interface Batch {
  readonly size: number;
  readonly runs: number;
  /** Poses in standard units: those given, and those that follow, row after row, [size, seed x 58], [size, frames x 58]. */
  readonly seed: Float32Array;
  readonly future: Float32Array;
  /** Of each run the music around it, [size, heard x audio]. */
  readonly music: readonly Float32Array[];
  /** 1 for rows whose latent is drawn from the posterior, and for those whose latent is drawn from the prior, [size]. */
  readonly posterior: Float32Array;
  readonly sample: Float32Array;
  /** Standard normal, of each run [size, latent]. */
  readonly epsilon: readonly Float32Array[];
}

/** @param constants as measurePeerConstants found them. */
export function openDataset(dataset: Dataset, constants: Float32Array): OpenDataset {
  return {
    ...dataset,
    descriptor: openSync(dataset.file, "r"),
    units: poseUnitsIn(constants),
    meanSpeed: constantsIn(constants).meanSpeed[0]!,
  };
}

/** Poses of a row: what is heard before its seed ends, and what is predicted or heard after that by so many runs. */
function framesOf({ seed, heard, future }: Sizes, runs: number) {
  const before = Math.max(seed, heard / 2);
  return { before, all: before + (runs - 1) * advanceOf(future) + Math.max(future, heard / 2) };
}

/** Frames that a dance needs to be drawn from: the first pose needs one before it. */
export const framesNeeded = (sizes: Sizes): number => sourceFramesFor(framesOf(sizes, MOST_RUNS).all + 1);

/**
 * Draws rows as `drawDance` draws dances, warped in time, mirrored and mixed as windows are.
 * @param firstRow of these rows in the whole batch, of which they may be a shard.
 */
export function drawBatch(
  archive: OpenDataset,
  sizes: Sizes,
  { size, runs, noise, hasPriorSamples }: Pick<FactSchedule, "size" | "runs" | "noise" | "hasPriorSamples">,
  random: Random,
  firstRow = 0,
): Batch {
  const { seed, heard, future, audio, latent } = sizes;
  const { before, all } = framesOf(sizes, runs);
  const advance = advanceOf(future);
  const after = (runs - 1) * advance + future;
  const seeds = new Float32Array(size * seed * POSE_SIZE);
  const futures = new Float32Array(size * after * POSE_SIZE);
  const music = Array.from({ length: runs }, () => new Float32Array(size * heard * audio));
  const needed = framesNeeded(sizes);
  const state = new Float32Array(STATE_SIZE);
  for (let row = 0; row < size; row++) {
    const drawn = () => {
      const dance = drawDance(archive, needed, random);
      return { dance, ...drawTimedWindow(archive.descriptor, dance, all + 1, random) };
    };
    const { dance, placements: own, times } = drawn();
    const placements = withMixedBody(own, () => drawn().placements, random);
    const pose = (frame: number, out: Float32Array) => {
      stateOf(placements[frame]!, placements[frame + 1]!, state);
      toUnits(poseOf(state, out), archive.units);
    };
    const given = seeds.subarray(row * seed * POSE_SIZE, (row + 1) * seed * POSE_SIZE);
    const seen = random() < SHORT ? LEAST_SEEN + Math.floor(random() * (seed - LEAST_SEEN)) : seed;
    for (let frame = 0; frame < seed; frame++) {
      const from = Math.max(frame, seed - seen);
      pose(before - seed + from, given.subarray(frame * POSE_SIZE, (frame + 1) * POSE_SIZE));
    }
    for (let i = 0; i < given.length; i++) given[i]! += noise * gaussian(random);
    for (let frame = 0; frame < after; frame++) {
      const at = (row * after + frame) * POSE_SIZE;
      pose(before + frame, futures.subarray(at, at + POSE_SIZE));
    }
    if (random() < UNHEARD) continue;
    const beats = dance.heard ? heardOf(dance.heard, times, archive.fps) : heardIn(archive, placements);
    music.forEach((window_, run) => {
      for (let frame = 0; frame < heard; frame++) {
        const at = before - heard / 2 + run * advance + frame;
        writeHeard(beats[at + 1] ?? null, window_, (row * heard + frame) * audio);
      }
    });
  }
  const rowsWith = (wanted: string) =>
    Float32Array.from({ length: size }, (_, row) => {
      const drawnAs = LATENTS[(firstRow + row) % LATENTS.length]!;
      return (drawnAs === "sample" && !hasPriorSamples ? "posterior" : drawnAs) === wanted ? 1 : 0;
    });
  return {
    ...{ size, runs, seed: seeds, future: futures, music },
    posterior: rowsWith("posterior"),
    sample: rowsWith("sample"),
    epsilon: Array.from({ length: runs }, () =>
      Float32Array.from({ length: size * latent }, () => gaussian(random)),
    ),
  };
}

/** What is heard of its own music at each frame of a window, whose time is warped. @param times where in the dance they are */
function heardOf(heard: Float32Array, times: readonly number[], fps: number): readonly (Heard | null)[] {
  return times.map((time, frame) => {
    const at = Math.floor(time);
    const [sinceBeat, toBeat, energy] = heard.subarray(HEARD_NUMBERS * at, HEARD_NUMBERS * (at + 1));
    if (Number.isNaN(sinceBeat)) return null;
    const now = heardLater({ sinceBeat: sinceBeat!, toBeat: toBeat!, energy: energy! }, (time - at) / fps);
    const rate = frame > 0 ? time - times[frame - 1]! : times[1]! - time;
    return { sinceBeat: now.sinceBeat / rate, toBeat: now.toBeat / rate, energy: now.energy };
  });
}

/** The body's own beats stand in for music. */
function heardIn(
  { fps, meanSpeed }: OpenDataset,
  placements: readonly Float32Array[],
): readonly (Heard | null)[] {
  return bodyBeats(clipOf(placements.map(frameOfPlacement)), fps, meanSpeed);
}
