import { CholeskyDecomposition, EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import {
  WINDOW_FRAMES,
  WINDOW_VALUES,
  type WienerWeights,
} from "../../../generators/recurrent-cvae/wiener.ts";
import { BONES_OF_JOINTS } from "../../../motion/bones.ts";
import { POINTS, ROOT_POINT } from "../../../motion/motion-state.ts";
import { SPAN, SPAN_SIZE } from "./span-covariances.ts";

/** Variance added to the place in the room, square metres: a dance may be anywhere. */
const PLACE_VARIANCE = 100;
/** Variance added to each joint, square metres: poses may differ from all of the training data. */
const POSE_VARIANCE = 0.03 ** 2;

/**
 * Fits the Wiener filter of one axis (wiener.ts): solves the generalised eigenvalue problem of signal and noise
 * covariance. The noise is white in the joints, and therefore correlated in the bones, each of which ends in two of
 * them; the dance moves all joints together. So the two can be told apart.
 * @param covariance of the points of a dance's span around their usual places, square metres, [266, 266]
 * @param isHorizontal of an axis along the floor, on which the dance may be anywhere
 */
export function fitWiener(covariance: Float64Array, isHorizontal: boolean): WienerWeights {
  const joints = whiteJointNoise();
  const constant = joints.clone().mul(POSE_VARIANCE);
  if (isHorizontal)
    constant.set(ROOT_POINT, ROOT_POINT, constant.get(ROOT_POINT, ROOT_POINT) + PLACE_VARIANCE);
  const span = Matrix.from1DArray(SPAN_SIZE, SPAN_SIZE, covariance).add(
    Matrix.ones(SPAN.length, SPAN.length).kroneckerProduct(constant),
  );
  const window = span.subMatrix(0, WINDOW_VALUES - 1, 0, WINDOW_VALUES - 1);
  const noise = Matrix.eye(WINDOW_FRAMES).kroneckerProduct(joints);
  const whiten = inverse(new CholeskyDecomposition(noise).lowerTriangularMatrix);
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
    whiten.mmul(window).mmul(whiten.transpose()),
    { assumeSymmetric: true },
  );
  const modes = eigenvectorMatrix.transpose().mmul(whiten);
  const estimated = SPAN.flatMap((after, placement) =>
    after >= -1 ? Array.from({ length: POINTS }, (_, point) => placement * POINTS + point) : [],
  );
  const reconstruction = span.subMatrixRow(estimated, 0, WINDOW_VALUES - 1).mmul(modes.transpose());
  return {
    modes: Float32Array.from(modes.to1DArray()),
    variances: Float32Array.from(realEigenvalues, (variance) => Math.max(0, variance)),
    reconstruction: Float32Array.from(reconstruction.to1DArray()),
  };
}

/** Covariance of the points where each joint has white noise of its own, [19, 19]; their mean variance is 1. */
function whiteJointNoise(): Matrix {
  const hips = [J.left_hip, J.right_hip].map((joint) => [joint, 0.5] as const);
  const points = new Matrix(POINTS, JOINT_COUNT);
  for (const [point, sum] of [...BONES_OF_JOINTS, hips].entries())
    for (const [joint, weight] of sum) points.set(point, joint, points.get(point, joint) + weight);
  const covariance = points.mmul(points.transpose());
  return covariance.mul(POINTS / covariance.trace());
}
