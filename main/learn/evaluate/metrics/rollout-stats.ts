import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { type Clip, framesIn, ROW, roomAcceleration, roomDistance, rowAt } from "../../../motion/clip.ts";
import { vectorLength } from "../../../motion/vectors.ts";
import { mean, median } from "../bootstrap.ts";
import type { LabelledClip } from "../seeds.ts";

/** Slower than this share of the real median for so many seconds is frozen. */
const FROZEN = 0.1;
const FROZEN_SECONDS = 2;
/** A joint farther from the hips than this many times the farthest real one counts as diverged. */
const BEYOND = 1.5;
/** Speed and acceleration are given for each slice of so many seconds. */
export const SLICE_SECONDS = 30;

/** Statistics of real dances, which rollouts are compared with. */
export interface RealMotionStats {
  readonly fps: number;
  /** Of the frames' mean keypoint speed, metres a frame. */
  readonly medianSpeed: number;
  /** Mean keypoint speed, metres a frame, and acceleration, metres a frame a frame. */
  readonly speed: number;
  readonly acceleration: number;
  /** Farthest that each joint was from the hips, metres, [19]. */
  readonly reach: Float64Array;
}

export function realMotionStats(
  dances: readonly LabelledClip[],
  reachOf: readonly LabelledClip[],
  fps: number,
): RealMotionStats {
  const speeds = dances.flatMap(({ clip }) => speedsIn(clip));
  const accelerations = dances.flatMap(({ clip }) => accelerationsIn(clip));
  const reach = new Float64Array(JOINT_COUNT);
  for (const { clip } of reachOf) {
    for (let frame = 0; frame < clip.frames; frame++) {
      const row = rowAt(clip, frame);
      for (let joint = 0; joint < JOINT_COUNT; joint++) {
        reach[joint] = Math.max(reach[joint]!, distanceOf(row, joint));
      }
    }
  }
  return { fps, medianSpeed: median(speeds), speed: mean(speeds), acceleration: mean(accelerations), reach };
}

/** Statistics of a few rollouts, taken frame by frame: hours of them need no memory. */
export class RolloutStats {
  readonly #real: RealMotionStats;
  readonly #count: number;
  readonly #frozen: boolean[];
  readonly #diverged: boolean[];
  /** Speeds of the last two seconds, a ring for each. */
  readonly #recent: Float64Array[];
  #before: Float32Array | null = null;
  #last: Float32Array;
  #frames = 0;
  /** Sums by slice and rollout. */
  readonly #speeds: Float64Array[] = [];
  readonly #accelerations: Float64Array[] = [];
  /** Mean speed of each frame over all of them. */
  readonly motion: number[] = [];

  /** @param first the seeds' last frames, [rollouts, 60]. */
  constructor(real: RealMotionStats, first: Float32Array) {
    this.#real = real;
    this.#count = first.length / ROW;
    this.#frozen = Array.from({ length: this.#count }, () => false);
    this.#diverged = [...this.#frozen];
    this.#recent = this.#frozen.map(() => new Float64Array(framesIn(FROZEN_SECONDS, real.fps)));
    this.#last = first.slice();
  }

  add(rows: Float32Array): void {
    if (this.#frames === this.#beginOf(this.#speeds.length)) {
      this.#speeds.push(new Float64Array(this.#count));
      this.#accelerations.push(new Float64Array(this.#count));
    }
    const slice = this.#speeds.length - 1;
    let sum = 0;
    for (let index = 0; index < this.#count; index++) {
      const of = (all: Float32Array) => all.subarray(index * ROW, (index + 1) * ROW);
      const row = of(rows);
      const speed = roomDistance(of(this.#last), row);
      sum += speed;
      this.#speeds[slice]![index]! += speed;
      if (this.#before)
        this.#accelerations[slice]![index]! += roomAcceleration(of(this.#before), of(this.#last), row);
      const recent = this.#recent[index]!;
      recent[this.#frames % recent.length] = speed;
      if (this.#frames + 1 >= recent.length && mean(recent) < FROZEN * this.#real.medianSpeed) {
        this.#frozen[index] = true;
      }
      if (!this.#inReach(row)) this.#diverged[index] = true;
    }
    this.motion.push(sum / this.#count);
    const spare = this.#before ?? new Float32Array(rows.length);
    this.#before = this.#last;
    spare.set(rows);
    this.#last = spare;
    this.#frames++;
  }

  /** First frame of a slice. */
  #beginOf(slice: number): number {
    return framesIn(slice * SLICE_SECONDS, this.#real.fps);
  }

  #inReach(row: Float32Array): boolean {
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      // NaN counts as diverged too.
      if (!(distanceOf(row, joint) <= BEYOND * this.#real.reach[joint]!)) return false;
    }
    return true;
  }

  get frozen(): readonly boolean[] {
    return this.#frozen;
  }

  get diverged(): readonly boolean[] {
    return this.#diverged;
  }

  /** Mean speed as a share of the real one, by slice and rollout. */
  get speeds(): readonly Float64Array[] {
    return this.#shares(this.#speeds, this.#real.speed);
  }

  get accelerations(): readonly Float64Array[] {
    return this.#shares(this.#accelerations, this.#real.acceleration);
  }

  #shares(sums: readonly Float64Array[], real: number): readonly Float64Array[] {
    return sums.map((slice, index) => {
      const frames = Math.min(this.#beginOf(index + 1), this.#frames) - this.#beginOf(index);
      return slice.map((sum) => sum / frames / real);
    });
  }
}

function speedsIn(clip: Clip): number[] {
  return Array.from({ length: Math.max(0, clip.frames - 1) }, (_, frame) =>
    roomDistance(rowAt(clip, frame), rowAt(clip, frame + 1)),
  );
}

function accelerationsIn(clip: Clip): number[] {
  return Array.from({ length: Math.max(0, clip.frames - 2) }, (_, frame) =>
    roomAcceleration(rowAt(clip, frame), rowAt(clip, frame + 1), rowAt(clip, frame + 2)),
  );
}

const distanceOf = (row: Float32Array, joint: number): number =>
  vectorLength(row[3 * joint]!, row[3 * joint + 1]!, row[3 * joint + 2]!);
