import { CholeskyDecomposition, EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import { POINTS, ROOT_POINT } from "../../generators/recurrent-cvae/motion-state.ts";
import {
  EXTRAPOLATED_FRAMES,
  WINDOW_FRAMES,
  WINDOW_VALUES,
  type WienerWeights,
} from "../../generators/recurrent-cvae/wiener.ts";
import { BONES_OF_JOINTS } from "../../motion/bones.ts";

/** How many frames after the present each still of a span comes: the window, the newest first, then the future. */
export const SPAN: readonly number[] = Array.from(
  { length: WINDOW_FRAMES + EXTRAPOLATED_FRAMES },
  (_, still) => (still < WINDOW_FRAMES ? -still : still - WINDOW_FRAMES + 1),
);
/** One axis of the points of all of its stills. */
export const SPANNED = SPAN.length * POINTS; // 266

/** Variance of where in the room a dance may be, square metres: anywhere. */
const ANYWHERE = 100;
/** Variance of how else than in the training data each joint may be held, square metres. */
const UNHEARD_OF = 0.03 ** 2;

/**
 * The filter of one axis, from how dances go. Joints tremble each by itself, bones do not: a joint that is off bends
 * two of them. And bodies move as a whole, which is how a joint is told from its noise.
 * @param covariance of the points of a dance's span around their usual places, square metres, [266, 266]
 * @param isAcross of an axis along the floor, on which the dance may be anywhere
 */
export function fitWiener(covariance: Float64Array, isAcross: boolean): WienerWeights {
  const joints = independentJoints();
  const held = joints.clone().mul(UNHEARD_OF);
  if (isAcross) held.set(ROOT_POINT, ROOT_POINT, held.get(ROOT_POINT, ROOT_POINT) + ANYWHERE);
  const span = Matrix.from1DArray(SPANNED, SPANNED, covariance).add(
    Matrix.ones(SPAN.length, SPAN.length).kroneckerProduct(held),
  );
  const window = span.subMatrix(0, WINDOW_VALUES - 1, 0, WINDOW_VALUES - 1);
  const noise = Matrix.eye(WINDOW_FRAMES).kroneckerProduct(joints);
  const whiten = inverse(new CholeskyDecomposition(noise).lowerTriangularMatrix);
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
    whiten.mmul(window).mmul(whiten.transpose()),
    { assumeSymmetric: true },
  );
  const modes = eigenvectorMatrix.transpose().mmul(whiten);
  const found = SPAN.flatMap((after, still) =>
    after >= -1 ? Array.from({ length: POINTS }, (_, point) => still * POINTS + point) : [],
  );
  const back = span.subMatrixRow(found, 0, WINDOW_VALUES - 1).mmul(modes.transpose());
  return {
    modes: Float32Array.from(modes.to1DArray()),
    variances: Float32Array.from(realEigenvalues, (variance) => Math.max(0, variance)),
    reconstruction: Float32Array.from(back.to1DArray()),
  };
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
