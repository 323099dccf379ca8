import { clamp } from "../numbers.ts";
import { approachFactor } from "../smoothing.ts";
import { HEARD_RATE } from "./sound-frames.ts";

/** Momentary loudness is that of the last 400 ms. */
const MOMENT = 0.4 * HEARD_RATE;
/** LUFS of a mean square of 1 (BS.1770). */
const OFFSET = -0.691;
/** From silence to the loudest, in loudness units: what moves in music lies within it. */
const RANGE = 30;
/** The loudest is never taken for quieter: what is below that by the range is the room's noise. */
const QUIETEST_LOUD = -42;
/** Seconds in which the loudest is forgotten. */
const FORGETS = 40;

/**
 * Momentary loudness (ITU-R BS.1770-5, EBU Tech 3341: the mean square of the K-weighted sound over 400 ms) in the range
 * of the room: 1 is the loudest of the last minute, 0 is 30 loudness units below.
 */
export class Loudness {
  readonly #powers = new Float64Array(MOMENT);
  #frames = 0;
  #loudest = QUIETEST_LOUD;

  /**
   * @param weightedPower mean square of the K-weighted samples of one more frame.
   * @returns 0..1
   */
  next(weightedPower: number): number {
    this.#powers[this.#frames++ % MOMENT] = weightedPower;
    const mean = this.#powers.reduce((a, b) => a + b, 0) / MOMENT;
    const loudness = OFFSET + 10 * Math.log10(mean + 1e-12);
    const towards = Math.max(QUIETEST_LOUD, loudness);
    if (towards > this.#loudest) this.#loudest = towards;
    else this.#loudest += (towards - this.#loudest) * approachFactor(1 / HEARD_RATE, FORGETS);
    return clamp(1 + (loudness - this.#loudest) / RANGE);
  }
}
