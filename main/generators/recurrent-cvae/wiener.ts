import { POINTS } from "./motion-state.ts";

/** Stills that the filter looks at: more of them made it no better. */
export const WINDOW = 6;
/** Stills that it foretells. */
export const AHEAD = 8;

/** One axis of the points of a window's stills, the newest first. */
export const WINDOWED = WINDOW * POINTS; // 114
/** The same of what is found: the present still, the one before it, and the next ones. */
export const FOUND = (2 + AHEAD) * POINTS; // 190

/** Deviation that is taken for noise even where nothing trembles, metres: no dance is known better. */
const EXACT = 0.001;

/** What the filter of an axis is made of; fitted to the training data, row after row. */
export interface WienerWeights {
  /** What is seen -> numbers that are independent of each other, in a dance and in the noise, [114, 114]. */
  readonly modes: Float32Array;
  /** Variance of each number in a dance, where the noise's is 1, [114]. */
  readonly variances: Float32Array;
  /** The numbers, each as a share of its variance -> the points that are found, [190, 114]. */
  readonly back: Float32Array;
}

/**
 * The Wiener filter of one axis: where the points of a dance most likely were in the last two stills, and will be in
 * the next ones, given the window as it was seen, how dances go, and how much the camera's joints tremble. In the basis
 * where the noise is white and the dance's numbers are independent, no equations are left to be solved (Wiener,
 * "Extrapolation, Interpolation, and Smoothing of Stationary Time Series", 1949).
 */
export class WienerFilter {
  readonly #weights: WienerWeights;
  /** Usual place of each point, metres, [19]. */
  readonly #usual: Float32Array;

  constructor(weights: WienerWeights, usual: Float32Array) {
    this.#weights = weights;
    this.#usual = usual;
  }

  /**
   * @param seen the points of the last stills, the newest first, metres, [114]
   * @param noise variance of the points' trembling, square metres, on average
   * @returns the points of the present still, then of the one before, metres, [2 * 19]
   */
  last(seen: Float64Array, noise: number): Float64Array {
    return this.#find(seen, noise, 0, 2);
  }

  /** The same of the next `stills` stills, at most 8: metres, [stills * 19]. */
  next(seen: Float64Array, noise: number, stills: number): Float64Array {
    return this.#find(seen, noise, 2, stills);
  }

  #find(seen: Float64Array, noise: number, from: number, stills: number): Float64Array {
    const { modes, variances, back } = this.#weights;
    const [usual, level] = [this.#usual, Math.max(noise, EXACT ** 2)];
    const window = seen.map((place, i) => place - usual[i % POINTS]!);
    const numbers = new Float64Array(WINDOWED);
    for (let k = 0; k < WINDOWED; k++) numbers[k] = product(modes, k, window) / (variances[k]! + level);
    const points = new Float64Array(stills * POINTS);
    for (let i = 0; i < points.length; i++)
      points[i] = usual[i % POINTS]! + product(back, from * POINTS + i, numbers);
    return points;
  }
}

/** One row of a matrix times a vector. */
function product(matrix: Float32Array, row: number, vector: Float64Array): number {
  const at = row * vector.length;
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += matrix[at + i]! * vector[i]!;
  return sum;
}
