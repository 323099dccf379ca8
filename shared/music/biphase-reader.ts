import { clamp } from "../numbers.ts";

/** Bits a second, of 20 and of 36 frames of 80 bits: timecode is played some per cent fast or slow. */
const SLOWEST = 1600;
const FASTEST = 2900;
/** Hum and what else is below the bits is taken off, Hertz; so is what is shorter than this, seconds. */
const LOW_CUT = 200;
const SMOOTHED = 1e-4;
/** The level is that of the loudest sample, which is forgotten within so long, seconds; less is silence. */
const FORGET = 0.05;
const SILENCE = 1e-4;
/** An edge goes from this share of the level on one side to as much on the other. */
const THRESHOLD = 0.3;
/** In bits: less is a scratch, more than a half one is a whole, and more than that is no bit any more. */
const SCRATCH = 0.25;
const HALF = 0.75;
const LOST = 1.5;
/** How fast the length of a bit is followed, of each. */
const FOLLOW = 0.05;

/** Called with each bit and the samples, with fractions, at which it began and ended; null: what follows is another row. */
export type OnBit = (bit: 0 | 1 | null, from: number, to: number) => void;

/**
 * Bits out of sound by biphase mark: each begins with an edge, and a 1 has another in its middle. The level sets itself,
 * polarity means nothing.
 */
export class BiphaseReader {
  readonly #lowCut: number;
  readonly #forget: number;
  /** The last samples, over which is averaged. */
  readonly #recent: Float64Array;
  readonly #shortest: number;
  readonly #longest: number;
  #sum = 0;
  #sample = 0;
  #before = 0;
  #cut = 0;
  #level = 0;
  /** The last smoothed value, which side of the threshold it was on last, and where it left that side. */
  #value = 0;
  #side: 1 | -1 = 1;
  #leftAt = 0;
  /** Samples a bit. */
  #period: number;
  #edge = 0;
  /** The first half of a 1 began here; null where the next edge begins a bit. */
  #half: number | null = null;

  constructor(sampleRate: number) {
    this.#lowCut = 1 / (1 + (2 * Math.PI * LOW_CUT) / sampleRate);
    this.#forget = Math.exp(-1 / (FORGET * sampleRate));
    this.#recent = new Float64Array(Math.max(1, Math.round(SMOOTHED * sampleRate)));
    this.#shortest = sampleRate / FASTEST;
    this.#longest = sampleRate / SLOWEST;
    this.#period = Math.sqrt(this.#shortest * this.#longest);
  }

  read(samples: Float32Array, onBit: OnBit): void {
    for (const sample of samples) {
      const value = this.#smoothed(sample);
      this.#level = Math.max(Math.abs(value), this.#level * this.#forget);
      this.#look(value, Math.max(SILENCE, THRESHOLD * this.#level), onBit);
      this.#value = value;
      this.#sample++;
    }
  }

  #smoothed(sample: number): number {
    // What is no number is silence.
    const finite = Number.isFinite(sample) ? sample : 0;
    this.#cut = this.#lowCut * (this.#cut + finite - this.#before);
    this.#before = finite;
    const at = this.#sample % this.#recent.length;
    this.#sum += this.#cut - this.#recent[at]!;
    this.#recent[at] = this.#cut;
    return this.#sum / this.#recent.length;
  }

  /** Whether an edge ends with this value; it is in the middle between where it left one side and reached the other. */
  #look(value: number, threshold: number, onBit: OnBit): void {
    const [was, is] = [this.#side * this.#value, this.#side * value];
    const crossed = (at: number) => this.#sample - (is - at) / (is - was);
    if (was > threshold && is <= threshold) this.#leftAt = crossed(threshold);
    if (is > -threshold) return;
    const reached = was > -threshold ? crossed(-threshold) : this.#sample;
    this.#side = this.#side === 1 ? -1 : 1;
    this.#onEdge((Math.max(this.#leftAt, this.#edge) + reached) / 2, onBit);
  }

  #onEdge(at: number, onBit: OnBit): void {
    const bits = (at - this.#edge) / this.#period;
    if (bits < SCRATCH) return;
    const delay = (this.#recent.length - 1) / 2;
    const tell = (bit: 0 | 1, from: number) => {
      this.#half = null;
      const period = this.#period + FOLLOW * (at - from - this.#period);
      this.#period = clamp(period, this.#shortest, this.#longest);
      onBit(bit, from - delay, at - delay);
    };
    if (bits > LOST) {
      this.#half = null;
      onBit(null, 0, 0);
    } else if (bits > HALF) tell(0, this.#edge);
    else if (this.#half === null) this.#half = this.#edge;
    else tell(1, this.#half);
    this.#edge = at;
  }
}
