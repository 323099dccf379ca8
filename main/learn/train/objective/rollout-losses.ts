import * as tf from "@tensorflow/tfjs";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../../generators/recurrent-cvae/motion-state.ts";
import { JOINTS_OF_BONES } from "../../../motion/bones.ts";

/** Moments of a batch, frame after frame: [frames, B, 114]. */
export type MotionTensor = tf.Tensor3D;

/** Frames; places matter less the later they are, about as much as they are harder to foresee. */
const SOON = 3;
/** Metres a frame; a joint that hardly moves is not asked to hold still to the millimetre. */
const LEAST = 1e-3;

/**
 * What was danced beside what was real.
 * @param followed 1 for rows that were to do the same as the real dancer, [B, 1]: mean absolute error a coordinate of
 *   joints in the room but for how far they went, metres, and of their velocities, metres a frame.
 * @param dreamt 1 for rows that were to be as lively, [B, 1]: for each joint the mean of its speed, of its
 *   acceleration and of its jerk, as a share of the real ones, averaged. One alone could be met by trembling.
 */
export function compare(
  danced: MotionTensor,
  real: MotionTensor,
  followed: tf.Tensor2D,
  dreamt: tf.Tensor2D,
) {
  const [place, way] = joints(danced);
  const [realPlace, realWay] = joints(real);
  const share = tf.div(followed, tf.mean(followed));
  const off = (a: tf.Tensor3D, b: tf.Tensor3D) => tf.mean(tf.mul(tf.abs(tf.sub(a, b)), share), [1, 2]);
  const places = tf.mul(off(place, realPlace), urgency(danced.shape[0]));
  const liveliness = tf.mean(
    tf.stack(
      derivatives(way).map((mine, order) => {
        const ours = usual(mine, dreamt);
        const theirs = usual(derivatives(realWay)[order]!, dreamt);
        return tf.div(tf.abs(tf.sub(ours, theirs)), tf.add(theirs, LEAST));
      }),
    ),
  ) as tf.Scalar;
  return {
    position: tf.mean(places) as tf.Scalar,
    velocity: tf.mean(off(way, realWay)) as tf.Scalar,
    liveliness,
  };
}

/** Mean absolute error a coordinate of joints, metres, and of their velocities, metres a frame; of moments, [rows, 114]. */
export function offBy(moment: tf.Tensor2D, real: tf.Tensor2D) {
  const [rows, columns] = moment.shape;
  const [place, way] = joints(tf.reshape(tf.sub(moment, real), [1, rows, columns]));
  return { position: tf.mean(tf.abs(place)) as tf.Scalar, velocity: tf.mean(tf.abs(way)) as tf.Scalar };
}

/** Places and velocities of the 19 joints, x, y, z: [frames, B, 57] each. */
function joints(danced: MotionTensor): [tf.Tensor3D, tf.Tensor3D] {
  const [frames, rows] = danced.shape;
  const matrix = tf.tensor2d(jointMatrix(), [PLACEMENT_SIZE, 3 * JOINT_COUNT]);
  return tf
    .split(danced, 2, 2)
    .map((points) =>
      tf.reshape(tf.matMul(tf.reshape(points, [frames * rows, PLACEMENT_SIZE]) as tf.Tensor2D, matrix), [
        frames,
        rows,
        3 * JOINT_COUNT,
      ]),
    ) as [tf.Tensor3D, tf.Tensor3D];
}

/** Weight of each frame, 1 on average. */
function urgency(frames: number): tf.Tensor1D {
  const weights = Array.from({ length: frames }, (_, frame) => 1 / (frame + SOON));
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
function usual(vectors: tf.Tensor3D, chosen: tf.Tensor2D): tf.Tensor {
  const [frames, rows] = vectors.shape;
  const each = tf.reshape(vectors, [frames, rows, JOINT_COUNT, 3]);
  const lengths = tf.sqrt(tf.add(tf.sum(tf.square(each), 3), 1e-10)); // [frames, B, 19]
  const share = tf.div(chosen, tf.maximum(tf.mean(chosen), 1e-6));
  return tf.mean(tf.mul(lengths, share), [0, 1]);
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
