import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";

/** Time constant of a change of tempo. */
const SETTLE: Seconds = 0.3;

/** Time in a dance, which passes faster or slower than the clock's; a change of tempo never makes it jump. */
export class TempoClock {
  #at: Seconds;
  #position: Seconds;
  #tempo: number;

  /** @param position time in the dance at `t`. */
  constructor(t: Seconds, position: Seconds, tempo: number) {
    this.#at = t;
    this.#position = position;
    this.#tempo = tempo;
  }

  /** To be called with each frame. */
  advance(t: Seconds, tempo: number): void {
    this.#position = this.at(t);
    this.#tempo += (tempo - this.#tempo) * approachFactor(t - this.#at, SETTLE);
    this.#at = t;
  }

  /** Time in the dance at `t`. */
  at(t: Seconds): Seconds {
    return this.#position + (t - this.#at) * this.#tempo;
  }
}
