import { POINTS } from "../../motion/motion-state.ts";

/** Placements that the filter reads: more of them made it no better. */
export const WINDOW_FRAMES = 6;
/** Frames that it extrapolates. */
export const EXTRAPOLATED_FRAMES = 8;

/** One axis of the points of a window's placements, the newest first. */
export const WINDOW_VALUES = WINDOW_FRAMES * POINTS; // 114
/** One axis of the points that are estimated: in the present placement, in the one before it, and in the next ones. */
export const ESTIMATE_VALUES = (2 + EXTRAPOLATED_FRAMES) * POINTS; // 190

/** Standard deviation of the noise that is assumed where none is measured, metres: no motion is known better. */
const MIN_DEVIATION = 0.001;

/** The filter of one axis, fitted to the training data; matrices row after row. */
export interface WienerWeights {
  /** Window -> coordinates that are uncorrelated in motion as in noise (they diagonalise both covariances), [114, 114]. */
  readonly modes: Float32Array;
  /** Variance of each coordinate in motion, where the noise's is 1, [114]. */
  readonly variances: Float32Array;
  /** Coordinates, each divided by its variance -> estimated points, [190, 114]. */
  readonly reconstruction: Float32Array;
}

/**
 * The Wiener filter of one axis: the most likely positions of the points in the last two placements and in the next
 * ones, given the observed window, the covariance of motion, and the variance of the camera's noise. In the basis of
 * `modes` no equations are left to be solved, whatever that variance is (Wiener, "Extrapolation, Interpolation, and
 * Smoothing of Stationary Time Series", 1949).
 */
export class WienerFilter {
  readonly #weights: WienerWeights;
  /** Mean position of each point, metres, [19]. */
  readonly #mean: Float32Array;

  constructor(weights: WienerWeights, mean: Float32Array) {
    this.#weights = weights;
    this.#mean = mean;
  }

  /**
   * @param window the points of the last placements, the newest first, metres, [114]
   * @param noiseVariance of the points, square metres, on average
   * @returns the points of the present placement, then of the one before, metres, [2 * 19]
   */
  smooth(window: Float64Array, noiseVariance: number): Float64Array {
    return this.#estimate(window, noiseVariance, 0, 2);
  }

  /**
   * The same of the next `frames` placements, at most 8: metres, [frames * 19].
   * @param mean what the points keep to when nothing moves; those of the training data where it is missing
   */
  predict(
    window: Float64Array,
    noiseVariance: number,
    frames: number,
    mean: ArrayLike<number> = this.#mean,
  ): Float64Array {
    return this.#estimate(window, noiseVariance, 2, frames, mean);
  }

  #estimate(
    window: Float64Array,
    noiseVariance: number,
    from: number,
    frames: number,
    mean: ArrayLike<number> = this.#mean,
  ): Float64Array {
    const { modes, variances, reconstruction } = this.#weights;
    const noise = Math.max(noiseVariance, MIN_DEVIATION ** 2);
    const centred = window.map((position, i) => position - mean[i % POINTS]!);
    const coordinates = new Float64Array(WINDOW_VALUES);
    for (let k = 0; k < WINDOW_VALUES; k++)
      coordinates[k] = product(modes, k, centred) / (variances[k]! + noise);
    const points = new Float64Array(frames * POINTS);
    for (let i = 0; i < points.length; i++)
      points[i] = mean[i % POINTS]! + product(reconstruction, from * POINTS + i, coordinates);
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
