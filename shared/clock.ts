import type { Seconds } from "./pose.ts";

/** Time as an argument: the flow never reads a clock of its own, so it runs in a test faster than real time. */
export interface Clock {
  /** Seconds since some fixed moment; never goes back. */
  now(): Seconds;
}

/** A clock that stands still until it is told to move: the offline twin of the wall clock. */
export class SteppedClock implements Clock {
  #now: Seconds;

  constructor(start: Seconds = 0) {
    this.#now = start;
  }

  now(): Seconds {
    return this.#now;
  }

  /** Moves to `t`; earlier moments are ignored. */
  moveTo(t: Seconds): void {
    if (t > this.#now) this.#now = t;
  }
}
