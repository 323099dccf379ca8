/**
 * Power spectrum of real windows of one length, a power of two: a Fourier transform of half the length over pairs of
 * samples (Cooley and Tukey 1965; Press et al., Numerical Recipes, 12.3), with everything that does not change kept.
 */
export class PowerSpectrum {
  /** Squares of the magnitudes, of the bins from 0 up to half the length: those of the last measurement. */
  readonly powers: Float32Array;
  readonly #half: number;
  readonly #window: Float32Array;
  readonly #reversed: Uint16Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;

  /**
   * @param length a power of two up to 65536.
   * @param windowLength samples that are heard, in the middle of the length; the others count as silence.
   */
  constructor(length: number, windowLength = length) {
    const half = length / 2;
    const bits = Math.log2(half);
    if (!Number.isInteger(bits) || bits > 15)
      throw new RangeError(`A window of ${length} samples: it must be a power of two up to 65536.`);
    this.#half = half;
    this.powers = new Float32Array(half + 1);
    // Hann's.
    const first = (length - windowLength) >> 1;
    this.#window = new Float32Array(length);
    for (let i = 0; i < windowLength; i++)
      this.#window[first + i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowLength);
    this.#reversed = Uint16Array.from({ length: half }, (_, i) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((i >> bit) & 1) << (bits - 1 - bit);
      return reversed;
    });
    this.#cos = Float64Array.from({ length: half }, (_, i) => Math.cos((2 * Math.PI * i) / length));
    this.#sin = Float64Array.from({ length: half }, (_, i) => -Math.sin((2 * Math.PI * i) / length));
    this.#real = new Float64Array(half);
    this.#imaginary = new Float64Array(half);
  }

  /** @param ring as many samples as the length; the oldest is at `first`. */
  measure(ring: Float32Array, first = 0): Float32Array {
    const half = this.#half;
    const [real, imaginary, window] = [this.#real, this.#imaginary, this.#window];
    const mask = 2 * half - 1;
    for (let i = 0; i < half; i++) {
      const to = this.#reversed[i]!;
      real[to] = ring[(first + 2 * i) & mask]! * window[2 * i]!;
      imaginary[to] = ring[(first + 2 * i + 1) & mask]! * window[2 * i + 1]!;
    }
    this.#transform();
    this.powers[0] = (real[0]! + imaginary[0]!) ** 2;
    this.powers[half] = (real[0]! - imaginary[0]!) ** 2;
    for (let k = 1; k < half; k++) {
      const evenRe = (real[k]! + real[half - k]!) / 2;
      const evenIm = (imaginary[k]! - imaginary[half - k]!) / 2;
      const oddRe = (imaginary[k]! + imaginary[half - k]!) / 2;
      const oddIm = (real[half - k]! - real[k]!) / 2;
      const c = this.#cos[k]!;
      const s = this.#sin[k]!;
      this.powers[k] = (evenRe + c * oddRe - s * oddIm) ** 2 + (evenIm + s * oddRe + c * oddIm) ** 2;
    }
    return this.powers;
  }

  /** Butterflies over what lies in bit-reversed order. */
  #transform(): void {
    const [half, real, imaginary] = [this.#half, this.#real, this.#imaginary];
    for (let size = 1; size < half; size *= 2) {
      const stride = half / size;
      for (let k = 0; k < size; k++) {
        const c = this.#cos[k * stride]!;
        const s = this.#sin[k * stride]!;
        for (let a = k; a < half; a += 2 * size) {
          const b = a + size;
          const re = real[b]! * c - imaginary[b]! * s;
          const im = real[b]! * s + imaginary[b]! * c;
          real[b] = real[a]! - re;
          imaginary[b] = imaginary[a]! - im;
          real[a]! += re;
          imaginary[a]! += im;
        }
      }
    }
  }
}

/** So many samples about one of them; silence beyond the ends. */
export function around(samples: Float32Array, centre: number, length: number): Float32Array {
  const from = centre - length / 2;
  if (from >= 0 && from + length <= samples.length) return samples.subarray(from, from + length);
  const padded = new Float32Array(length);
  const first = Math.max(0, from);
  padded.set(samples.subarray(first, Math.max(first, Math.min(samples.length, from + length))), first - from);
  return padded;
}
