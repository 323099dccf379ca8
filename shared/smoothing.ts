import type { Seconds } from "./pose.ts";

/*
 * Exponential smoothing (a first-order low-pass): a value makes the same way in the same time at any frame rate.
 */

/** What is left of a distance after `dt`: 37 % after one time constant `tau`, nothing where that is 0. */
export function decay(dt: Seconds, tau: Seconds): number {
  return tau <= 0 ? 0 : Math.exp(-Math.max(0, dt) / tau);
}

/** Share of the way to its target that a value makes in `dt`: `value += (target - value) * approachFactor(dt, tau)`. */
export function approachFactor(dt: Seconds, tau: Seconds): number {
  return 1 - decay(dt, tau);
}

/** The approach factor from one moment to the next; the first moment takes the target as it is. */
export class Approach {
  readonly #tau: Seconds;
  #at: Seconds = Number.NEGATIVE_INFINITY;

  constructor(tau: Seconds) {
    this.#tau = tau;
  }

  /** Share of the way since the last moment asked for; 0 where time has gone back. */
  share(t: Seconds): number {
    const share = approachFactor(t - this.#at, this.#tau);
    this.#at = t;
    return share;
  }
}
