import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import { type MotionFrame, meanDisplacement } from "../../motion/motion-frame.ts";

/** Time constant of the mean. */
const SETTLE: Seconds = 0.5;
/** Mean error of the joints at which the certainty is one half, metres. */
const HALF = 0.3;

/** How good the predictions have been of late: 1 while the dancer does what was predicted, towards 0 the larger the error. */
export class Certainty {
  #value = 1;
  readonly #approach = new Approach(SETTLE);

  get value(): number {
    return this.#value;
  }

  /** @param predicted for now; null where nothing was, which counts as no error. */
  update(t: Seconds, predicted: MotionFrame | null, actual: MotionFrame): void {
    const target = predicted ? 1 / (1 + (meanDisplacement(predicted, actual) / HALF) ** 2) : 1;
    this.#value += (target - this.#value) * this.#approach.share(t);
  }
}
