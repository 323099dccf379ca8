import { mix } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { approachFactor } from "../../../../shared/smoothing.ts";
import { createPose, POSE_LENGTH, POSE_STRIDE, type PoseVector } from "./pose-vector.ts";

/** When the next frame is late, motion continues and decays with this time constant. */
const EXTRAPOLATION: Seconds = 0.05;
/** Times that are nearer to each other tell no speed: a late source's frame comes right after one that was idle. */
const LEAST_STEP: Seconds = 1 / 30;

/** The last poses of one figure with their times, in a ring buffer. */
export class PoseHistory {
  readonly #poses: readonly PoseVector[];
  readonly #times: Float64Array;
  #count = 0;
  #next = 0;

  constructor(capacity: number) {
    this.#poses = Array.from({ length: capacity }, createPose);
    this.#times = new Float64Array(capacity);
  }

  get length(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  /** A pose that is not newer than the last is ignored. */
  push(t: Seconds, pose: PoseVector): void {
    if (this.#count > 0 && t <= this.time(0)) return;
    this.#poses[this.#next]!.set(pose);
    this.#times[this.#next] = t;
    this.#next = (this.#next + 1) % this.#poses.length;
    this.#count = Math.min(this.#count + 1, this.#poses.length);
  }

  /** `back` 0 is the newest; must be under `length`. */
  pose(back: number): PoseVector {
    return this.#poses[this.#slot(back)]!;
  }

  time(back: number): Seconds {
    return this.#times[this.#slot(back)]!;
  }

  /** Writes the pose at `t`, interpolated or extrapolated. @returns false when the history is empty */
  sample(t: Seconds, out: PoseVector): boolean {
    if (this.#count === 0) return false;
    let back = 0;
    while (back < this.#count - 1 && this.time(back) > t) back++;
    if (back === 0) this.#extrapolate(t, out);
    else if (this.time(back) > t) out.set(this.pose(back));
    else {
      const from = this.time(back);
      blend(this.pose(back), this.pose(back - 1), (t - from) / (this.time(back - 1) - from), out);
    }
    return true;
  }

  #extrapolate(t: Seconds, out: PoseVector): void {
    const newest = this.pose(0);
    out.set(newest);
    const late = t - this.time(0);
    if (this.#count < 2 || late <= 0) return;
    const before = this.pose(1);
    const step = Math.max(this.time(0) - this.time(1), LEAST_STEP);
    const reach = (EXTRAPOLATION * approachFactor(late, EXTRAPOLATION)) / step;
    for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
      if (newest[at + 3]! <= 0 || before[at + 3]! <= 0) continue;
      for (let axis = 0; axis < 3; axis++) {
        out[at + axis] = newest[at + axis]! + (newest[at + axis]! - before[at + axis]!) * reach;
      }
    }
  }

  #slot(back: number): number {
    return (this.#next - 1 - back + 2 * this.#poses.length) % this.#poses.length;
  }
}

/** Interpolates. A joint that is visible at only one end stays there instead of flying across the stage. */
function blend(from: PoseVector, to: PoseVector, share: number, out: PoseVector): void {
  for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
    const place = from[at + 3]! <= 0 ? 1 : to[at + 3]! <= 0 ? 0 : share;
    out[at] = mix(from[at]!, to[at]!, place);
    out[at + 1] = mix(from[at + 1]!, to[at + 1]!, place);
    out[at + 2] = mix(from[at + 2]!, to[at + 2]!, place);
    out[at + 3] = mix(from[at + 3]!, to[at + 3]!, share);
  }
}
