import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { displacement } from "../../motion/stillness.ts";

/** Time constant of the mean. */
const SETTLE: Seconds = 0.5;
/** Mean error of the joints at which the certainty is one half, metres. */
const HALF = 0.3;

/** How good the predictions have been of late: 1 while the dancer does what was predicted, towards 0 the larger the error. */
export class Certainty {
  #value = 1;
  #at: Seconds | null = null;

  get value(): number {
    return this.#value;
  }

  /** @param predicted for now; null where nothing was, which counts as no error. */
  update(t: Seconds, predicted: MotionFrame | null, actual: MotionFrame): void {
    const target = predicted ? 1 / (1 + (displacement(predicted, actual) / HALF) ** 2) : 1;
    const share = this.#at === null ? 1 : 1 - Math.exp(-Math.max(0, t - this.#at) / SETTLE);
    this.#at = t;
    this.#value += (target - this.#value) * share;
  }
}
