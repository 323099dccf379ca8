import { BONE_COUNT, lengthsOf } from "../bones.ts";
import type { MotionFrame } from "../motion-frame.ts";
import { PLACEMENT_SIZE } from "../motion-state.ts";
import { placementOf } from "../placement.ts";
import { toAdult } from "./adult.ts";
import { FEATURES, VELOCITY_FRAMES } from "./features.ts";
import { AXES, type Moments, type MomentTrack, writeFeaturesAt } from "./moments.ts";
import { growTree, type PoseTree } from "./pose-tree.ts";
import { principalAxes, project } from "./principal-axes.ts";

/** A shorter track has no velocity. */
const SHORTEST = VELOCITY_FRAMES + 1;
/** Axes are found from so many moments, spread evenly, to twice as many. */
const SAMPLES = 20_000;
/** Moments between two pauses. */
const PAUSE = 4096;

/** @returns after a pause in which others may run; rejects where building is to stop. */
export type OnBuilt = (done: number, of: number) => Promise<void>;

/** Gathers the moments of an archive, one track at a time: besides the result it holds one track and the samples. */
export class MomentsBuilder {
  readonly #fps: number;
  readonly #tracks: MomentTrack[] = [];
  #parts: Float32Array[] = [];
  #count = 0;
  #samples: Float32Array[] = [];
  #stride = 1;

  constructor(fps: number) {
    this.#fps = fps;
  }

  /** Moments so far. */
  get count(): number {
    return this.#count;
  }

  /** One dancer through a stretch without gaps; one that is too short for a velocity is left out. */
  add(about: Omit<MomentTrack, "first" | "count">, frames: readonly MotionFrame[]): void {
    if (frames.length < SHORTEST) return;
    const placements = adultPlacements(frames);
    for (let frame = 0; frame < frames.length; frame++) {
      if ((this.#count + frame) % this.#stride !== 0) continue;
      const features = new Float32Array(FEATURES);
      writeFeaturesAt(placements, frame, this.#fps, features);
      this.#samples.push(features);
      if (this.#samples.length < 2 * SAMPLES) continue;
      // Half of them, and half as many from now on.
      this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
      this.#stride *= 2;
    }
    this.#tracks.push({ ...about, first: this.#count, count: frames.length });
    this.#parts.push(placements);
    this.#count += frames.length;
  }

  /** All that was added, once: the builder is empty after that. */
  async build(onBuilt: OnBuilt): Promise<{ readonly moments: Moments; readonly tree: PoseTree }> {
    const [tracks, count, fps] = [this.#tracks, this.#count, this.#fps];
    const axes = principalAxes(this.#gatheredSamples(), FEATURES, AXES);
    const placements = new Float32Array(count * PLACEMENT_SIZE);
    const trackOf = new Uint32Array(count);
    const points = new Float32Array(count * AXES);
    const features = new Float32Array(FEATURES);
    const parts = this.#parts.reverse();
    this.#parts = [];
    for (const [number, { first }] of tracks.entries()) {
      // Not held any longer than until it is copied.
      const track = parts.pop()!;
      placements.set(track, first * PLACEMENT_SIZE);
      for (let frame = 0; frame * PLACEMENT_SIZE < track.length; frame++) {
        const moment = first + frame;
        if (moment % PAUSE === 0) await onBuilt(moment, count);
        trackOf[moment] = number;
        writeFeaturesAt(track, frame, fps, features);
        project(axes, features, points, moment * AXES);
      }
    }
    const growing = growTree(points, AXES, new Uint8Array(count).fill(1));
    for (;;) {
      await onBuilt(count, count);
      const { done, value } = growing.next();
      if (done) return { moments: { fps, tracks, placements, trackOf, axes, points }, tree: value };
    }
  }

  #gatheredSamples(): Float32Array {
    const all = new Float32Array(this.#samples.length * FEATURES);
    this.#samples.forEach((sample, index) => {
      all.set(sample, index * FEATURES);
    });
    this.#samples = [];
    return all;
  }
}

/** A dance on the body of an adult, [frames, 57]: the mean of her bones' lengths is brought to the adult's. */
export function adultPlacements(frames: readonly MotionFrame[]): Float32Array {
  const placements = new Float32Array(frames.length * PLACEMENT_SIZE);
  const own = new Float32Array(BONE_COUNT);
  const each = frames.map((frame, index) =>
    placementOf(frame, placements.subarray(index * PLACEMENT_SIZE, (index + 1) * PLACEMENT_SIZE)),
  );
  for (const placement of each)
    lengthsOf(placement).forEach((length, bone) => {
      own[bone]! += length / frames.length;
    });
  for (const placement of each) toAdult(placement, own);
  return placements;
}
