import { gaussianKernel } from "../parts/steady.ts";
import type { Known } from "./stretches.ts";
import type { Swings } from "./swings.ts";

/** What is left of a difference lasts for so many moments: as many count as one. */
const LASTING = 9;
/** Two swings that share less than this of their variance tell no size: one of them is noise. */
const ALIKE = 0.5;
/** A size is told over so much, standard deviation in moments. */
const OVER = 45;

/** A ratio, and its standard deviation. */
export interface Ratio {
  readonly ratio: number;
  readonly deviation: number;
}

/** Weighted sums over moments of what a line of least squares needs, for each number of a swing. */
class Sums {
  weight = 0;
  readonly #of: Float64Array;
  readonly #swings: Swings;

  constructor(swings: Swings) {
    this.#swings = swings;
    this.#of = new Float64Array(5 * swings.width);
  }

  add(moment: number, weight: number): void {
    const { width, reference, dance } = this.#swings;
    if (Number.isNaN(dance[moment * width]!)) return;
    this.weight += weight;
    for (let k = 0; k < width; k++) {
      const [x, y] = [reference[moment * width + k]!, dance[moment * width + k]!];
      this.#of[5 * k]! += weight * x;
      this.#of[5 * k + 1]! += weight * y;
      this.#of[5 * k + 2]! += weight * x * x;
      this.#of[5 * k + 3]! += weight * x * y;
      this.#of[5 * k + 4]! += weight * y * y;
    }
  }

  /**
   * How large the dance's swing is, around whatever both swing about: the line of least squares whose errors are in both, as
   * many times larger in the dance as its noise is (Deming 1943; Fuller 1987, "Measurement error models", 1.3). A plain
   * slope is too flat where the reference is noisy; this needs only the ratio of the noises, not how large they are.
   */
  ratio(): Ratio {
    let [xx, xy, yy] = [0, 0, 0];
    for (let k = 0; k < this.#swings.width; k++) {
      const [x, y, x2, x1y, y2] = this.#of.subarray(5 * k, 5 * k + 5);
      xx += x2! / this.weight - (x! / this.weight) ** 2;
      xy += x1y! / this.weight - (x! * y!) / this.weight ** 2;
      yy += y2! / this.weight - (y! / this.weight) ** 2;
    }
    if (!(xy > 0) || xy ** 2 < ALIKE * xx * yy)
      return { ratio: Number.NaN, deviation: Number.POSITIVE_INFINITY };
    const { noiseRatio } = this.#swings;
    const more = yy - noiseRatio * xx;
    const ratio = (more + Math.sqrt(more ** 2 + 4 * noiseRatio * xy ** 2)) / (2 * xy);
    const left = Math.max(0, yy - 2 * ratio * xy + ratio ** 2 * xx);
    return { ratio, deviation: Math.sqrt((left * LASTING * ratio) / (this.weight * xy)) };
  }
}

/** Over all moments, or some. */
export function sizeOver(swings: Swings, from = 0, to = swings.reference.length / swings.width): Ratio {
  const sums = new Sums(swings);
  for (let moment = from; moment < to; moment++) sums.add(moment, 1);
  return sums.ratio();
}

/** The logarithm of the size around each moment; NaN where it is not known. */
export function sizeAlong(swings: Swings, step = 6): Known {
  const moments = swings.reference.length / swings.width;
  const kernel = gaussianKernel(OVER);
  const reach = kernel.length >> 1;
  const value = new Float32Array(moments).fill(Number.NaN);
  const deviation = new Float32Array(moments).fill(Number.NaN);
  for (let middle = 0; middle < moments; middle += step) {
    const sums = new Sums(swings);
    for (let near = Math.max(0, middle - reach); near <= Math.min(moments - 1, middle + reach); near++)
      sums.add(near, kernel[near - middle + reach]!);
    if (sums.weight < OVER / 2) continue;
    const { ratio, deviation: of } = sums.ratio();
    const known = ratio > 0.1 && of / ratio < 0.5;
    value.fill(known ? Math.log(ratio) : Number.NaN, middle, middle + step);
    deviation.fill(of / ratio, middle, middle + step);
  }
  return { value, deviation };
}
