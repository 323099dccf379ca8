import type { Seconds } from "../../../shared/pose.ts";
import type { Binding } from "../../../shared/surface/binding.ts";
import { ticksOf } from "../../../shared/surface/midi-message.ts";

/** Of an axis between two looks: a page that stood still makes no leap. */
const LONGEST_LOOK: Seconds = 0.1;

/** How far a control without ends was turned. */
export class Encoder {
  readonly #reads: Binding["reads"];
  #rest = 0;
  #lookedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(reads: Binding["reads"]) {
    this.#reads = reads;
  }

  /**
   * Whole steps since the last call.
   * @param raw what MIDI said
   * @param place of an axis that turns at its speed, -1 to 1
   * @param each ticks of a step
   * @param rate steps a second of an axis that is all the way aside
   */
  turn(raw: number, place: number, now: Seconds, { each, rate }: { each: number; rate: number }): number {
    if (this.#reads === "speed") {
      const passed = now - this.#lookedAt;
      this.#lookedAt = now;
      // One that was let go begins anew.
      this.#rest = place === 0 ? 0 : this.#rest + place * rate * Math.min(passed, LONGEST_LOOK);
    } else this.#rest += ticksOf(raw, this.#reads as "twos-complement" | "offset-64") / each;
    const whole = Math.trunc(this.#rest);
    this.#rest -= whole;
    return whole;
  }
}
