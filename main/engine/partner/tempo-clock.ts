import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";

/** Time constants of a change of tempo, and of one that brings the next beat onto the music's. */
const SETTLE: Seconds = 0.3;
const SETTLE_ONTO_BEATS: Seconds = 0.05;

/** Time in a dance, which passes faster or slower than the clock's; a change of tempo never makes it jump. */
export class TempoClock {
  #at: Seconds;
  #position: Seconds;
  #tempo: number;
  #ontoBeats = 1;

  /** @param position time in the dance at `t`. */
  constructor(t: Seconds, position: Seconds, tempo: number) {
    this.#at = t;
    this.#position = position;
    this.#tempo = tempo;
  }

  get tempo(): number {
    return this.#tempo;
  }

  /** To be called with each frame. @param ontoBeats how much faster than that, for the dance to fall on the beat. */
  advance(t: Seconds, tempo: number, ontoBeats = 1): void {
    this.#position = this.at(t);
    this.#tempo += (tempo - this.#tempo) * approachFactor(t - this.#at, SETTLE);
    this.#ontoBeats += (ontoBeats - this.#ontoBeats) * approachFactor(t - this.#at, SETTLE_ONTO_BEATS);
    this.#at = t;
  }

  /** Time in the dance at `t`. */
  at(t: Seconds): Seconds {
    return this.#position + (t - this.#at) * this.#tempo * this.#ontoBeats;
  }

  /** When a moment of the dance comes, if it goes on at its tempo. */
  when(position: Seconds): Seconds {
    return this.#at + (position - this.#position) / this.#tempo;
  }
}
