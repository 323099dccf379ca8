import * as tf from "@tensorflow/tfjs-core";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { PhraseNetwork } from "../../../generators/phrase-vae/network.ts";
import { FRAME_SIZE } from "../../../generators/phrase-vae/weights.ts";
import { JOINTS_OF_BONES } from "../../../motion/bones.ts";
import { HEIGHT_AT, LEVER, MOMENT, TURN_AT, WAY_AT } from "../../../motion/patches/phrase-track.ts";
import type { Batch } from "./sampler.ts";
import { SEGMENTS } from "./schedule.ts";

/*
 * What one batch is trained on: phrases should come out as they were danced, with a latent that is drawn from the
 * posterior. The posterior's divergence from the prior, which is standard normal, is weighed (Higgins et al. 2017), and
 * its weight annealed (Bowman et al. 2016).
 */

/** Errors in metres, and in metres a frame, that count as much as one nat of divergence at a KL weight of 1. */
const POSITION_UNIT = 0.1;
const VELOCITY_UNIT = 0.03;

export interface Losses {
  readonly total: tf.Scalar;
  /** Mean absolute error a coordinate of the joints, as the dancer's heading sees them, metres. */
  readonly position: tf.Scalar;
  /** Of their velocities in the room, metres a frame. */
  readonly velocity: tf.Scalar;
  /** Of the way that she goes and turns within a moment, metres. */
  readonly way: tf.Scalar;
  /** Of the posterior from the prior, nats a segment. */
  readonly divergence: tf.Scalar;
}

export function objective(
  network: PhraseNetwork,
  batch: Batch,
  fps: number,
  weights: { readonly klWeight: number; readonly velocityWeight: number },
): Losses {
  const { segment, latent } = network.sizes;
  const frames = SEGMENTS * segment;
  const rows = (values: Float32Array) => tf.tensor3d(values, [batch.size, frames, FRAME_SIZE]);
  const { mean, logSigma } = network.encode(rows(batch.seen));
  const sigma = tf.exp(logSigma);
  const epsilon = tf.tensor2d(batch.epsilon, [batch.size * SEGMENTS, latent]);
  const written = network.decode(tf.add(mean, tf.mul(sigma, epsilon)), SEGMENTS);
  const danced = rows(batch.danced);
  const position = meanAbsolute(jointsOf(tf.sub(written, danced)));
  const velocity = meanAbsolute(tf.sub(velocitiesOf(written, fps), velocitiesOf(danced, fps)));
  const way = meanAbsolute(tf.slice(tf.sub(written, danced), [0, 0, WAY_AT]));
  const squares = tf.add(tf.square(mean), tf.square(sigma));
  const each = tf.sub(squares, tf.add(tf.mul(logSigma, 2), 1));
  const divergence = tf.mul(tf.mean(tf.sum(each, 1)), 0.5) as tf.Scalar;
  const total = tf.addN([
    tf.div(position, POSITION_UNIT),
    tf.mul(velocity, weights.velocityWeight / VELOCITY_UNIT),
    way,
    tf.mul(divergence, weights.klWeight),
  ]) as tf.Scalar;
  return { total, position, velocity, way, divergence };
}

const meanAbsolute = (x: tf.Tensor): tf.Scalar => tf.mean(tf.abs(x));

/** Joints over the place on the floor where the hips are, as the heading sees them, x, y, z: [B, T, 57]. */
function jointsOf(rows: tf.Tensor3D): tf.Tensor3D {
  const [phrases, frames] = rows.shape;
  const columns = 3 * JOINT_COUNT;
  const joints = tf.matMul(
    tf.reshape(rows, [-1, FRAME_SIZE]) as tf.Tensor2D,
    tf.tensor2d(jointMatrix(), [FRAME_SIZE, columns]),
  );
  return tf.reshape(joints, [phrases, frames, columns]);
}

/**
 * Velocities of the joints in the room as the heading of each frame sees them, metres a frame: how they move on the body,
 * how it goes, and how it turns around the middle of its hips. [3, B, T - 1, 19]
 */
function velocitiesOf(rows: tf.Tensor3D, fps: number): tf.Tensor {
  const [phrases, frames] = rows.shape;
  const joints = tf.reshape(jointsOf(rows), [phrases, frames, JOINT_COUNT, 3]);
  const axes = (of: tf.Tensor) => tf.unstack(of, 3);
  const later = tf.slice(joints, [0, 1, 0, 0]);
  const moved = tf.sub(later, tf.slice(joints, [0, 0, 0, 0], [-1, frames - 1, -1, -1]));
  const [dx, dy, dz] = axes(moved) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [x, , z] = axes(later) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const column = (at: number, unit: number) => tf.mul(tf.slice(rows, [0, 1, at], [-1, -1, 1]), unit);
  const aFrame = 1 / (MOMENT * fps);
  const turn = column(TURN_AT, aFrame / LEVER);
  return tf.stack([
    tf.sub(tf.add(dx, column(WAY_AT, aFrame)), tf.mul(turn, z)),
    dy,
    tf.add(tf.add(dz, column(WAY_AT + 1, aFrame)), tf.mul(turn, x)),
  ]);
}

/** From the numbers of a frame to its joints, 58 x 57, row after row. */
function jointMatrix(): Float32Array {
  const columns = 3 * JOINT_COUNT;
  const matrix = new Float32Array(FRAME_SIZE * columns);
  JOINTS_OF_BONES.forEach((bones, joint) => {
    for (const [bone, weight] of bones)
      for (let axis = 0; axis < 3; axis++) matrix[(3 * bone + axis) * columns + 3 * joint + axis] = weight;
    matrix[HEIGHT_AT * columns + 3 * joint + 1] = 1;
  });
  return matrix;
}
