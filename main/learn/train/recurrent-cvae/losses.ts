import * as tf from "@tensorflow/tfjs-core";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { Gaussian, MotionState } from "../../../generators/recurrent-cvae/network.ts";
import { B, JOINTS_OF_BONES } from "../../../motion/bones.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../../motion/motion-state.ts";

/** Errors in metres, and in metres a frame, that count as much as one nat of divergence at a KL weight of 1. */
export const POSITION_UNIT = 0.1;
export const VELOCITY_UNIT = 0.02;

/** Frames. Position errors of a rollout are weighted by 1 / (frame + this), about as fast as they grow. */
const DISCOUNT = 3;
/** Difference of a bone's mean direction that counts as one, in standard units. */
const MEAN_POSE_UNIT = 0.3;
/** The bones whose mean direction is matched: with those of trunk and legs, samples that were too high came to crouch. */
const POSED_BONES = [
  ...[B.hips, B.shoulders, B.neck, B.ears, B.face, B.left_foot, B.right_foot],
  ...[B.left_upper_arm, B.right_upper_arm, B.left_forearm, B.right_forearm, B.left_hand, B.right_hand],
];
/** Metres a frame, added to the real mean speed of a joint: one that hardly moves need not be still to the millimetre. */
const LEAST_SPEED = 1e-3;

/**
 * A rollout beside what was danced.
 * @param reconstructed 1 for rows that should come out as danced, [B, 1]: mean absolute error a coordinate of the
 *   joints relative to where the hips are on the floor, metres, and of their velocities, metres a frame.
 * @param sampled 1 for rows whose motion statistics should, [B, 1]: of each joint the mean speed, acceleration and jerk,
 *   as relative errors, averaged. Speed alone could be met by trembling. And the mean direction of bones, as the
 *   body sees them: nothing else tells samples where to be, and they came to hold their head askew and their forearms up.
 * @param standard brings states to their own heading and to standard units, [rows, 114]
 */
export function rolloutLosses(
  rollout: readonly MotionState[],
  target: readonly MotionState[],
  reconstructed: tf.Tensor2D,
  sampled: tf.Tensor2D,
  standard: (state: MotionState) => MotionState,
) {
  const [position, velocity] = jointsOf(tf.stack([...rollout]) as tf.Tensor3D);
  const [targetPosition, targetVelocity] = jointsOf(tf.stack([...target]) as tf.Tensor3D);
  const share = tf.div(reconstructed, tf.mean(reconstructed));
  const error = (a: tf.Tensor3D, b: tf.Tensor3D) => tf.mean(tf.mul(tf.abs(tf.sub(a, b)), share), [1, 2]);
  const positions = tf.mul(error(position, targetPosition), discounts(rollout.length));
  const motionStatistics = tf.mean(
    tf.stack(
      derivatives(velocity).map((derivative, order) => {
        const own = meanLength(derivative, sampled);
        const real = meanLength(derivatives(targetVelocity)[order]!, sampled);
        return tf.div(tf.abs(tf.sub(own, real)), tf.add(real, LEAST_SPEED));
      }),
    ),
  ) as tf.Scalar;
  const [own, real] = [rollout, target].map((states) =>
    meanOfChosen(posedBones(states.map(standard)), sampled),
  ) as [tf.Tensor, tf.Tensor];
  return {
    position: tf.mean(positions) as tf.Scalar,
    velocity: tf.mean(error(velocity, targetVelocity)) as tf.Scalar,
    motionStatistics,
    meanPose: tf.mean(tf.square(tf.div(tf.sub(own, real), MEAN_POSE_UNIT))) as tf.Scalar,
  };
}

/** Mean absolute error a coordinate of the joints, metres, and of their velocities, metres a frame; states [rows, 114]. */
export function meanAbsoluteError(state: MotionState, target: MotionState) {
  const [rows, columns] = state.shape;
  const [position, velocity] = jointsOf(tf.reshape(tf.sub(state, target), [1, rows, columns]));
  return {
    position: tf.mean(tf.abs(position)) as tf.Scalar,
    velocity: tf.mean(tf.abs(velocity)) as tf.Scalar,
  };
}

/** Mean over the reconstructed rows of KL(posterior || prior), summed over the latents: nats. */
export function klDivergence(posterior: Gaussian, prior: Gaussian, reconstructed: tf.Tensor2D): tf.Tensor {
  const ratio = tf.exp(tf.mul(tf.sub(posterior.logSigma, prior.logSigma), 2));
  const shift = tf.square(tf.mul(tf.sub(posterior.mean, prior.mean), tf.exp(tf.neg(prior.logSigma))));
  const each = tf.add(tf.sub(tf.add(ratio, shift), 1), tf.mul(tf.sub(prior.logSigma, posterior.logSigma), 2));
  const rows = tf.mul(tf.sum(each, 1, true), reconstructed);
  return tf.mul(tf.div(tf.sum(rows), tf.sum(reconstructed)), 0.5);
}

/** Positions and velocities of the 19 joints, x, y, z: [frames, B, 57] each. */
export function jointsOf(states: tf.Tensor3D): [tf.Tensor3D, tf.Tensor3D] {
  const [frames, rows] = states.shape;
  const matrix = tf.tensor2d(jointMatrix(), [PLACEMENT_SIZE, 3 * JOINT_COUNT]);
  return tf
    .split(states, 2, 2)
    .map((points) =>
      tf.reshape(tf.matMul(tf.reshape(points, [frames * rows, PLACEMENT_SIZE]) as tf.Tensor2D, matrix), [
        frames,
        rows,
        3 * JOINT_COUNT,
      ]),
    ) as [tf.Tensor3D, tf.Tensor3D];
}

/** Weight of each frame, 1 on average. */
function discounts(frames: number): tf.Tensor1D {
  const weights = Array.from({ length: frames }, (_, frame) => 1 / (frame + DISCOUNT));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return tf.tensor1d(weights.map((weight) => (weight * frames) / sum));
}

/** Velocity, acceleration and jerk. */
function derivatives(velocity: tf.Tensor3D): tf.Tensor3D[] {
  const slope = (x: tf.Tensor3D): tf.Tensor3D =>
    tf.sub(tf.slice(x, [1, 0, 0]), tf.slice(x, [0, 0, 0], [x.shape[0] - 1, -1, -1]));
  const acceleration = slope(velocity);
  return [velocity, acceleration, slope(acceleration)];
}

/** Mean length over frames and the rows chosen, of each joint: [19]. */
function meanLength(vectors: tf.Tensor3D, chosen: tf.Tensor2D): tf.Tensor {
  const [frames, rows] = vectors.shape;
  const each = tf.reshape(vectors, [frames, rows, JOINT_COUNT, 3]);
  return meanOfChosen(tf.sqrt(tf.add(tf.sum(tf.square(each), 3), 1e-10)), chosen);
}

/** Of states in standard units, the bones whose mean direction is matched: [frames, B, 39]. */
function posedBones(states: readonly MotionState[]): tf.Tensor {
  const all = tf.stack([...states]);
  return tf.concat(
    POSED_BONES.map((bone) => tf.slice(all, [0, 0, 3 * bone], [-1, -1, 3])),
    2,
  );
}

/** Mean over frames and the rows chosen, [B, 1], of values [frames, B, n]: [n]; 0 where no row is chosen. */
function meanOfChosen(values: tf.Tensor, chosen: tf.Tensor2D): tf.Tensor {
  const share = tf.div(chosen, tf.maximum(tf.mean(chosen), 1e-6));
  return tf.mean(tf.mul(values, share), [0, 1]);
}

/** From the 18 bones and the hips to the 19 joints, x, y, z of each: 57 x 57, row after row. */
function jointMatrix(): Float32Array {
  const columns = 3 * JOINT_COUNT;
  const matrix = new Float32Array(PLACEMENT_SIZE * columns);
  JOINTS_OF_BONES.forEach((sum, joint) => {
    for (const [point, weight] of [...sum, [ROOT_POINT, 1] as const]) {
      for (let axis = 0; axis < 3; axis++) matrix[(3 * point + axis) * columns + 3 * joint + axis] = weight;
    }
  });
  return matrix;
}
