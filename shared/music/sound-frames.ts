import type { Seconds } from "../pose.ts";
import { PowerSpectrum } from "./fourier.ts";
import { KWeighting } from "./k-weighting.ts";

/** Frames a second in which sound is heard. */
export const HEARD_RATE = 100;
/** A window is a power of two of samples, about so long: low drums need it, and attacks are told apart within it. */
const WINDOW: Seconds = 0.046;
const BANDS = 24;
const LOWEST = 40;
const HIGHEST = 12_000;
/** Bands below it are those of drums and bass. */
const LOW = 220;
/** Bands above it are those of cymbals and the snare's rattle. */
const HIGH = 3000;
/** How much the logarithm flattens what is loud, for sound whose loudest frames have such an amplitude. */
const COMPRESSION = 1000;
const LOUD = 0.3;
/**
 * Quieter sound is heard as if it were that loud, but below the floor it is the room's noise. The loudest is forgotten so
 * fast, a second.
 */
const FLOOR = 0.01;
const FORGETS = 0.08;
/** Rises are taken over so many frames: an attack takes that long to fill the window's middle. */
const LAG = 2;
/** Harmony is heard between them: lower, a window tells no half-tones apart; higher are overtones and noise. */
const HARMONY = [180, 2000] as const;
/** Beyond it a sample is broken, and counts as silence: full scale is 1. */
const BROKEN = 16;

/** What is heard in a hundredth of a second. */
export interface SoundFrame {
  /** Seconds from the first sample to the end of the frame. */
  readonly t: Seconds;
  /** How much rises in all bands together, in natural logarithms a band; of it, that of drums and bass, and of cymbals. */
  readonly flux: number;
  readonly lowFlux: number;
  readonly highFlux: number;
  /** Root mean square. */
  readonly amplitude: number;
  /** Mean square as the ear weights frequencies. */
  readonly weightedPower: number;
  /** Hertz: the mean frequency, weighted by magnitude (spectral centroid); 0 in digital silence. */
  readonly centroid: number;
  /** Level of each band, natural logarithm above silence; the next frame writes over it. */
  readonly levels: Float32Array;
  /** Magnitude in each of the twelve half-tones from A on; the next frame writes over it. */
  readonly chroma: Float32Array;
}

/**
 * A sound as it comes in, told in frames. The onset strength is the positive difference of band energies on a logarithmic
 * scale (spectral flux; Dixon 2006, "Onset Detection Revisited"; Böck and Widmer 2013).
 */
export class SoundFrames {
  /** A frame tells of what sounded so long before its end: its window's middle. */
  readonly latency: Seconds;
  readonly #rate: number;
  readonly #hop: number;
  readonly #ring: Float32Array;
  readonly #spectrum: PowerSpectrum;
  readonly #weighting: KWeighting;
  /** Of each band its first bin; one more for the end of the last. */
  readonly #edges: Int32Array;
  /** So many bands are low; from this one on they are high. */
  readonly #lowBands: number;
  readonly #highBand: number;
  /** Of each bin its half-tone, -1 outside harmony. */
  readonly #halfTones: Int8Array;
  readonly #past: Float32Array[] = Array.from({ length: LAG }, () => new Float32Array(BANDS));
  readonly #chroma = new Float32Array(12);
  #loudest = FLOOR;
  #power = 0;
  #weightedPower = 0;
  #inHop = 0;
  #samples = 0;
  #due: number;
  #frames = 0;

  constructor(sampleRate: number) {
    if (!(sampleRate >= 8000 && sampleRate <= 384_000))
      throw new RangeError(`A sample rate of ${sampleRate} Hz: it must be from 8000 to 384000.`);
    const length = 2 ** Math.round(Math.log2(WINDOW * sampleRate));
    this.#rate = sampleRate;
    this.#hop = sampleRate / HEARD_RATE;
    this.#due = this.#hop;
    this.latency = length / 2 / sampleRate;
    this.#ring = new Float32Array(length);
    this.#spectrum = new PowerSpectrum(length);
    this.#weighting = new KWeighting(sampleRate);
    const hertz = sampleRate / length;
    const highest = Math.min(HIGHEST, 0.45 * sampleRate);
    this.#edges = new Int32Array(BANDS + 1);
    for (let band = 0; band <= BANDS; band++) {
      const bin = Math.round((LOWEST * (highest / LOWEST) ** (band / BANDS)) / hertz);
      this.#edges[band] = Math.min(
        length / 2,
        band === 0 ? Math.max(1, bin) : Math.max(bin, this.#edges[band - 1]! + 1),
      );
    }
    this.#lowBands = this.#edges.findIndex((_, band) => this.#edges[band + 1]! * hertz >= LOW);
    this.#highBand = this.#edges.findIndex((edge) => edge * hertz >= HIGH);
    this.#halfTones = Int8Array.from({ length: length / 2 }, (_, bin) => {
      const f = bin * hertz;
      return f < HARMONY[0] || f > HARMONY[1] ? -1 : Math.round(12 * Math.log2(f / 27.5)) % 12;
    });
  }

  /**
   * @param samples mono, full scale 1.
   * @param onFrame called for each frame that they complete.
   */
  push(samples: Float32Array, onFrame: (frame: SoundFrame) => void): void {
    const mask = this.#ring.length - 1;
    for (const given of samples) {
      const sample = Math.abs(given) < BROKEN ? given : 0;
      this.#ring[this.#samples++ & mask] = sample;
      this.#power += sample * sample;
      this.#weightedPower += this.#weighting.next(sample) ** 2;
      this.#inHop++;
      if (this.#samples < this.#due) continue;
      this.#due += this.#hop;
      onFrame(this.#frame());
    }
  }

  #frame(): SoundFrame {
    const powers = this.#spectrum.measure(this.#ring, this.#samples & (this.#ring.length - 1));
    const length = this.#ring.length;
    const levels = this.#past[this.#frames % LAG]!;
    this.#chroma.fill(0);
    const amplitude = Math.sqrt(this.#power / this.#inHop);
    this.#loudest = Math.max(FLOOR, amplitude, this.#loudest * (1 - FORGETS / HEARD_RATE));
    const compression = (COMPRESSION * LOUD) / this.#loudest / length;
    let [flux, lowFlux, highFlux, weighted, total] = [0, 0, 0, 0, 0];
    for (let band = 0; band < BANDS; band++) {
      let power = 0;
      for (let bin = this.#edges[band]!; bin < this.#edges[band + 1]!; bin++) {
        const magnitude = Math.sqrt(powers[bin]!);
        power += powers[bin]!;
        weighted += magnitude * bin;
        total += magnitude;
        const halfTone = this.#halfTones[bin]!;
        if (halfTone >= 0) this.#chroma[halfTone]! += magnitude;
      }
      const level = Math.log(1 + compression * Math.sqrt(power));
      // What sounds when listening begins is no onset.
      const rise = this.#frames < LAG ? 0 : Math.max(0, level - levels[band]!);
      levels[band] = level;
      flux += rise;
      if (band < this.#lowBands) lowFlux += rise;
      if (band >= this.#highBand) highFlux += rise;
    }
    const frame = {
      t: this.#samples / this.#rate,
      flux: flux / BANDS,
      lowFlux: lowFlux / BANDS,
      highFlux: highFlux / BANDS,
      amplitude,
      weightedPower: this.#weightedPower / this.#inHop,
      centroid: total > 0 ? ((weighted / total) * this.#rate) / length : 0,
      levels,
      chroma: this.#chroma,
    };
    this.#frames++;
    [this.#power, this.#weightedPower, this.#inHop] = [0, 0, 0];
    return frame;
  }
}
