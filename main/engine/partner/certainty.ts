import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import { type MotionFrame, meanDisplacement } from "../../motion/motion-frame.ts";

/** Certainty is a mean over about this long. */
const SETTLE: Seconds = 0.5;
/** A mean error of the joints, metres, at which half of the certainty is gone. */
const HALF = 0.3;

/** How far a partner's guesses are to be believed: 1 while the dancer does what was foreseen, less the more she errs from it. */
export class Certainty {
  #value = 1;
  readonly #approach = new Approach(SETTLE);

  get value(): number {
    return this.#value;
  }

  /** @param foreseen for now; null where nothing was, or where there is nothing to be wrong about. */
  compare(t: Seconds, foreseen: MotionFrame | null, done: MotionFrame): void {
    const target = foreseen ? 1 / (1 + (meanDisplacement(foreseen, done) / HALF) ** 2) : 1;
    this.#value += (target - this.#value) * this.#approach.share(t);
  }
}
