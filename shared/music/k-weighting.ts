/**
 * How the ear weights frequencies, as broadcasters measure loudness (ITU-R BS.1770-5, Annex 1): a high shelf of 4 dB for
 * the head, then a high-pass. The standard gives the coefficients for 48 kHz; the analogue filters behind them are
 * turned into those of any rate by the bilinear transform (as EBU Tech 3341's reference implementations do).
 */
export class KWeighting {
  readonly #stages: readonly Biquad[];

  constructor(sampleRate: number) {
    this.#stages = [highShelf(sampleRate), highPass(sampleRate)];
  }

  next(sample: number): number {
    let out = sample;
    for (const stage of this.#stages) out = stage.next(out);
    return out;
  }
}

/** A filter of the second order, its a0 made 1 (transposed direct form II). */
class Biquad {
  readonly #b: readonly [number, number, number];
  readonly #a: readonly [number, number];
  #first = 0;
  #second = 0;

  constructor(b: readonly [number, number, number], a: readonly [number, number]) {
    this.#b = b;
    this.#a = a;
  }

  next(x: number): number {
    const y = this.#b[0] * x + this.#first;
    this.#first = this.#b[1] * x - this.#a[0] * y + this.#second;
    this.#second = this.#b[2] * x - this.#a[1] * y;
    return y;
  }
}

function highShelf(rate: number): Biquad {
  const [frequency, gain, quality] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan((Math.PI * frequency) / rate);
  const high = 10 ** (gain / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / quality + k * k;
  return new Biquad(
    [
      (high + (band * k) / quality + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / quality + k * k) / a0,
    ],
    [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0],
  );
}

function highPass(rate: number): Biquad {
  const [frequency, quality] = [38.13547087602444, 0.5003270373238773];
  const k = Math.tan((Math.PI * frequency) / rate);
  const a0 = 1 + k / quality + k * k;
  return new Biquad([1, -2, 1], [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0]);
}
