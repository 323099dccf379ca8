import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";

/** A new tempo is taken up over about this long. */
const SETTLE: Seconds = 0.3;

/** Time that passes faster or slower than the clock's, and never jumps when the tempo is changed. */
export class DanceTime {
  #at: Seconds;
  #place: Seconds;
  #tempo: number;

  /** @param place the dance's own time at `t`. */
  constructor(t: Seconds, place: Seconds, tempo: number) {
    this.#at = t;
    this.#place = place;
    this.#tempo = tempo;
  }

  /** To be called with each frame. */
  pass(t: Seconds, tempo: number): void {
    this.#place = this.at(t);
    this.#tempo += (tempo - this.#tempo) * approachFactor(t - this.#at, SETTLE);
    this.#at = t;
  }

  /** The dance's own time at `t`. */
  at(t: Seconds): Seconds {
    return this.#place + (t - this.#at) * this.#tempo;
  }
}
