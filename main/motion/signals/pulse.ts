import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { turn } from "./travel.ts";

/** Samples a second at which the energy is looked at. */
const RATE = 30;
const WINDOW = 6 * RATE;
/** Samples over which the slow swelling of a phrase is taken out: one and a half seconds. */
const SWELL = 45;
const SLOWEST = 40;
const FASTEST = 200;
/** Beats a minute to samples between beats. */
const lagOf = (beats: number) => (60 * RATE) / beats;
/** Samples between the beats that are looked for, and one more on each side, which a peak must overtop. */
const [SHORTEST, LONGEST] = [Math.floor(lagOf(FASTEST)) - 1, Math.ceil(lagOf(SLOWEST)) + 1];
/** Samples between two looks for the tempo. */
const LOOK_EVERY = 6;
/** Lags that are looked at side by side, since sums that wait for nothing but themselves take twice as long. */
const ABREAST = 4;
/** Below this the body has no beat, and the tempo stays what it was. */
const CLEAR = 0.25;
/** How much of the measured phase's difference is taken over at each look. */
const PULL = 0.3;

/** The beat of a body: how its energy comes and goes. See SIGNALS. */
export class Pulse {
  readonly #ring = new Float64Array(WINDOW);
  readonly #samples = new Float64Array(WINDOW);
  /** Behind zeros, so that lags side by side read as many samples. */
  readonly #padded = new Float64Array(ABREAST - 1 + WINDOW);
  readonly #window = this.#padded.subarray(ABREAST - 1);
  readonly #products = new Float64Array(LONGEST - SHORTEST + ABREAST);
  readonly #place: number;
  #count = 0;
  #sampledAt: Seconds | null = null;
  /** Beats a second. */
  #frequency = 1;
  #phase = 0;
  #pulse = 0;

  /** @param place those who came together look one after the other, each in a frame of her own, since a look is long */
  constructor(place = 0) {
    this.#place = place;
  }

  /** `energy` in any unit: only its rise and fall matter. */
  measure(
    t: Seconds,
    energy: number,
  ): { readonly tempo: number; readonly phase: number; readonly pulse: number } {
    const late = this.#sampledAt === null || t < this.#sampledAt || t - this.#sampledAt > 1;
    if (late) this.#sampledAt = t - 1 / RATE;
    while (this.#sampledAt! + 1 / RATE <= t + 1e-6) {
      this.#sampledAt! += 1 / RATE;
      this.#ring[this.#count++ % WINDOW] = Number.isFinite(energy) ? energy : 0;
      this.#phase = (this.#phase + this.#frequency / RATE) % 1;
      if ((this.#count + this.#place) % LOOK_EVERY === 0 && this.#count >= WINDOW / 2) this.#look();
    }
    const tempo = clamp((60 * this.#frequency - SLOWEST) / (FASTEST - SLOWEST));
    return { tempo, phase: this.#phase, pulse: this.#pulse };
  }

  #look(): void {
    const length = this.#unroll();
    const power = this.#correlate(length, 0, 0)[0]!;
    const found = power > 1e-12 ? this.#strongest(length, power) : { lag: 0, height: 0 };
    this.#pulse = clamp(found.height);
    if (found.height < CLEAR) return;
    this.#frequency = RATE / found.lag;
    const error = this.#measuredPhase(length) - this.#phase;
    this.#phase = turn(2 * Math.PI * (this.#phase + PULL * (error - Math.round(error))));
  }

  /** The newest samples, oldest first, each about the mean of those around it; how many there are. */
  #unroll(): number {
    const [samples, window] = [this.#samples, this.#window];
    const length = Math.min(this.#count, WINDOW);
    const oldest = this.#count > WINDOW ? this.#count % WINDOW : 0;
    samples.set(this.#ring.subarray(oldest));
    samples.set(this.#ring.subarray(0, oldest), WINDOW - oldest);
    let [sum, from, to] = [0, 0, 0];
    for (let i = 0; i < length; i++) {
      while (to < Math.min(length, i + SWELL / 2)) sum += samples[to++]!;
      while (from < i - SWELL / 2) sum -= samples[from++]!;
      window[i] = samples[i]! - sum / (to - from);
    }
    return length;
  }

  /** Mean products of samples `from` to `to` apart; overwritten by the next. */
  #correlate(length: number, from: number, to: number): Float64Array {
    const [samples, products] = [this.#padded, this.#products];
    const end = ABREAST - 1 + length;
    for (let lag = from; lag <= to; lag += ABREAST) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = ABREAST - 1 + lag; i < end; i++) {
        const sample = samples[i]!;
        a += sample * samples[i - lag]!;
        b += sample * samples[i - lag - 1]!;
        c += sample * samples[i - lag - 2]!;
        d += sample * samples[i - lag - 3]!;
      }
      products[lag - from] = a / (length - lag);
      products[lag - from + 1] = b / (length - lag - 1);
      products[lag - from + 2] = c / (length - lag - 2);
      products[lag - from + 3] = d / (length - lag - 3);
    }
    return products;
  }

  /** The first peak that is nearly as high as the highest: twice a beat repeats as well. */
  #strongest(length: number, power: number): { readonly lag: number; readonly height: number } {
    const longest = Math.min(LONGEST, (length >> 1) + 1);
    const products = this.#correlate(length, SHORTEST, longest);
    let [lag, height] = [0, 0];
    for (let i = 1; i < longest - SHORTEST; i++) {
      const [a, b, c] = [products[i - 1]! / power, products[i]! / power, products[i + 1]! / power];
      if (b < a || b < c || b * 0.85 < height) continue;
      // The top of the parabola through the three.
      const bend = a - 2 * b + c;
      lag = SHORTEST + i + (bend < 0 ? (a - c) / (2 * bend) : 0);
      height = b;
    }
    return { lag, height };
  }

  /** Of the oscillation at the tempo, now: 0 where the energy is highest. */
  #measuredPhase(length: number): number {
    const step = (2 * Math.PI * this.#frequency) / RATE;
    const [dx, dy] = [Math.cos(step), Math.sin(step)];
    // A hand that turns from sample to sample, backwards in time. Turned as a pair, it would take four times as long.
    let [x, y] = [1, 0];
    let [cosine, sine] = [0, 0];
    for (let i = length - 1; i >= 0; i--) {
      const weighed = (this.#window[i]! * (i + 1)) / length;
      cosine += weighed * x;
      sine -= weighed * y;
      const turned = x * dx - y * dy;
      y = x * dy + y * dx;
      x = turned;
    }
    return turn(Math.atan2(-sine, cosine));
  }
}
