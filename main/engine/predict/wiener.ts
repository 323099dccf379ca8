import { CholeskyDecomposition, EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import { BONES_OF_JOINTS } from "../phrase/bones.ts";
import { HIPS, POINTS } from "./moment.ts";

/** Stills that the filter looks at: more of them made it no better. */
export const WINDOW = 6;
/** Stills that it foretells. */
export const AHEAD = 8;

/** One axis of the stills from 5 before the present one to 8 after: each point of each, in the order of SPAN. */
export const SPANNED = (WINDOW + AHEAD) * POINTS; // 266
const WINDOWED = WINDOW * POINTS;

/** How many frames after the present each still of a span comes: the window, the newest first, then the future. */
export const SPAN: readonly number[] = Array.from({ length: WINDOW + AHEAD }, (_, still) =>
  still < WINDOW ? -still : still - WINDOW + 1,
);

/** Variance of where in the room a dance may be, square metres: anywhere. */
const ANYWHERE = 100;
/** Variance of how else than in the training data each joint may be held, square metres. */
const UNHEARD_OF = 0.03 ** 2;

/** Deviation that is taken for noise even where nothing trembles, metres: no dance is known better. */
const EXACT = 0.001;

/**
 * The Wiener filter of one axis: where the points of a dance most likely were in the last two stills, or will be in the
 * next ones, given the window as it was seen, how dances go, and how much the camera's joints tremble. Joints tremble
 * each by itself, bones do not: a joint that is off bends two of them. And bodies move as a whole, which is how a joint
 * is told from its noise. In the basis where the noise is white and the dance's numbers are independent, no equations
 * are left to be solved (Wiener, "Extrapolation, Interpolation, and Smoothing of Stationary Time Series", 1949).
 */
export class WienerFilter {
  /** What is seen -> independent numbers, [114, 114]. */
  readonly #modes: readonly Float64Array[];
  /** Of each number in a dance, where the noise's is 1. */
  readonly #variances: readonly number[];
  /** Independent numbers, each as a share of its variance -> the points of the span, [266, 114]. */
  readonly #back: readonly Float64Array[];
  /** Usual place of each point, metres, [19]. */
  readonly #usual: Float32Array;

  /**
   * @param covariance of a dance's span around its usual place, square metres, [266, 266]
   * @param isAcross of an axis along the floor, on which the dance may be anywhere
   */
  constructor(covariance: Float32Array, usual: Float32Array, isAcross: boolean) {
    const joints = independentJoints();
    const held = joints.clone().mul(UNHEARD_OF);
    if (isAcross) held.set(HIPS, HIPS, held.get(HIPS, HIPS) + ANYWHERE);
    const span = Matrix.from1DArray(SPANNED, SPANNED, covariance).add(
      Matrix.ones(SPAN.length, SPAN.length).kroneckerProduct(held),
    );
    const window = span.subMatrix(0, WINDOWED - 1, 0, WINDOWED - 1);
    const noise = Matrix.eye(WINDOW).kroneckerProduct(joints);
    const whiten = inverse(new CholeskyDecomposition(noise).lowerTriangularMatrix);
    const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
      whiten.mmul(window).mmul(whiten.transpose()),
      { assumeSymmetric: true },
    );
    const modes = eigenvectorMatrix.transpose().mmul(whiten);
    const rows = (matrix: Matrix) => matrix.to2DArray().map((row) => Float64Array.from(row));
    this.#modes = rows(modes);
    this.#variances = realEigenvalues.map((variance) => Math.max(0, variance));
    this.#back = rows(span.subMatrix(0, SPANNED - 1, 0, WINDOWED - 1).mmul(modes.transpose()));
    this.#usual = usual;
  }

  /**
   * @param seen the points of the last stills, the newest first, metres, [114]
   * @param noise variance of the points' trembling, square metres, on average
   * @returns the points of the present still, then of the one before, metres, [2 * 19]
   */
  last(seen: Float64Array, noise: number): Float64Array {
    return this.#estimate(seen, noise, 0, 2);
  }

  /** The same of the next `stills` stills, at most 8: metres, [stills * 19]. */
  next(seen: Float64Array, noise: number, stills: number): Float64Array {
    return this.#estimate(seen, noise, WINDOW, stills);
  }

  #estimate(seen: Float64Array, noise: number, from: number, stills: number): Float64Array {
    const [usual, level] = [this.#usual, Math.max(noise, EXACT ** 2)];
    const window = new Float64Array(WINDOWED);
    for (let i = 0; i < WINDOWED; i++) window[i] = seen[i]! - usual[i % POINTS]!;
    const numbers = new Float64Array(WINDOWED);
    for (let k = 0; k < WINDOWED; k++)
      numbers[k] = dot(this.#modes[k]!, window) / (this.#variances[k]! + level);
    const points = new Float64Array(stills * POINTS);
    for (let i = 0; i < points.length; i++)
      points[i] = usual[i % POINTS]! + dot(this.#back[from * POINTS + i]!, numbers);
    return points;
  }
}

/** Covariance of a still's points where each joint is off by itself, [19, 19]; the points' variance is 1 on average. */
function independentJoints(): Matrix {
  const hips = [J.left_hip, J.right_hip].map((joint) => [joint, 0.5] as const);
  const points = new Matrix(POINTS, JOINT_COUNT);
  for (const [point, sum] of [...BONES_OF_JOINTS, hips].entries())
    for (const [joint, weight] of sum) points.set(point, joint, points.get(point, joint) + weight);
  const covariance = points.mmul(points.transpose());
  return covariance.mul(POINTS / covariance.trace());
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
