import * as tf from "@tensorflow/tfjs-core";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { gelu } from "../../../generators/fact/attention.ts";
import { type FactNetwork, type Gaussian, gaussianOf, goingOn } from "../../../generators/fact/network.ts";
import type { LinearLayers } from "../../../generators/linear-layers.ts";
import { HEIGHT_AT, POSE_SIZE, TURN_AT, VELOCITY_AT } from "../../../generators/peers/pose.ts";
import type { PoseUnits } from "../../../generators/peers/weights.ts";
import { JOINTS_OF_BONES } from "../../../motion/bones.ts";
import type { Batch } from "./sampler.ts";
import { advanceOf } from "./schedule.ts";

/*
 * What one batch is trained on: the frames after a seed should come out as they were danced, all of them, by the paper's
 * mean square error, of joints and of their velocities. Others who trained FACT saw it freeze after its seed: what it
 * learns so is the mean of all ways to go on, which is slower than any of them. Against that are
 *
 * - predictions one after the other, each from what the last one predicted, so that it learns to go on from its own errors
 *   (Zhou et al. 2018, "Auto-Conditioned Recurrent Networks");
 * - a latent, which tells apart the ways to go on. Rows with a posterior sample of it, or with its mean, should come out as
 *   danced;
 * - rows with a prior sample, which cannot: they should only stay near what was danced, and be as fast, joint by joint and
 *   frame by frame, and come as far, or trembling would do. How fast a joint will be is foreseeable where its way is
 *   not, and so is the beat, at which all are slow: without these rows the music is hardly listened to.
 */

/** Errors of a joint that count as one: metres, metres a frame, metres a frame a frame. */
const POSITION_UNIT = 0.15;
const VELOCITY_UNIT = 0.03;
const ACCELERATION_UNIT = 0.01;
/** Shares of what is predicted in which joints come so far, and the error of it that counts as one, metres a frame. */
const REACHES = [0.5, 1];
const REACH_UNIT = 0.015;
/** How much a prior sample is to stay near what was danced, where 1 is as much as others. */
const NEAR = 0.1;
const SPEED_WEIGHT = 0.5;
const ACCELERATION_WEIGHT = 0.25;
/** Square metres: keeps slopes of lengths finite. */
const TINY = 1e-6;
/** Where logarithms of the posterior's sigma begin. */
const FIRST_LOG_SIGMA = -1;

export interface Losses {
  readonly total: tf.Scalar;
  /** Mean square error of the joints, as the dancer's heading sees them, and of their velocities in the room, in their units. */
  readonly position: tf.Scalar;
  readonly velocity: tf.Scalar;
  /** The same of how fast joints are, and how fast that changes, whichever way they go. */
  readonly speed: tf.Scalar;
  readonly acceleration: tf.Scalar;
  /** The same of how far they come in a while. */
  readonly reach: tf.Scalar;
  /** Of the posterior from the prior, nats a prediction. */
  readonly divergence: tf.Scalar;
}

const NAMES = ["position", "velocity", "speed", "acceleration", "reach", "divergence"] as const;
type Errors = Record<(typeof NAMES)[number], tf.Scalar>;

export function objective(
  network: FactNetwork,
  layers: LinearLayers,
  body: PoseBody,
  batch: Batch,
  klWeight: number,
): Losses {
  const { seed: frames, future, latent } = network.sizes;
  const { size, runs } = batch;
  const advance = advanceOf(future);
  const danced = tf.tensor2d(batch.future, [size, batch.future.length / size]);
  const rows = rowsOf(batch);
  let seed = tf.tensor2d(batch.seed, [size, frames * POSE_SIZE]);
  const all: Errors[] = [];
  for (let run = 0; run < runs; run++) {
    const music = tf.tensor2d(batch.music[run]!, [size, batch.music[run]!.length / size]);
    const target = columns(danced, run * advance, future);
    const foreseen = network.foresee(seed, music);
    const change: tf.Tensor2D = tf.sub(target, goingOn(seed, future));
    const epsilon = tf.tensor2d(batch.epsilon[run]!, [size, latent]);
    const drawn = latent > 0 ? latentOf(network, layers, foreseen, change, epsilon, rows) : null;
    const predicted = network.follow(foreseen, seed, music, drawn?.latent ?? null);
    const last = columns(seed, frames - 1, 1);
    all.push({
      ...errorsOf(body, last, predicted, target, rows),
      divergence: drawn?.divergence ?? tf.scalar(0),
    });
    seed = tf.concat([columns(seed, advance, frames - advance), columns(predicted, 0, advance)], 1);
  }
  const mean = Object.fromEntries(
    NAMES.map((name) => [name, tf.mean(tf.stack(all.map((errors) => errors[name])))]),
  ) as Errors;
  const total = tf.addN([
    mean.position,
    mean.velocity,
    tf.mul(mean.speed, SPEED_WEIGHT),
    tf.mul(mean.acceleration, ACCELERATION_WEIGHT),
    mean.reach,
    tf.mul(mean.divergence, klWeight),
  ]) as tf.Scalar;
  return { total, ...mean };
}

/** Weights of the rows, [B]: with a posterior sample, with a prior sample, without, and with less of those that have one. */
function rowsOf(batch: Batch) {
  const [posterior, sample] = [tf.tensor1d(batch.posterior), tf.tensor1d(batch.sample)];
  const told: tf.Tensor1D = tf.sub(1, sample);
  return { posterior, sample, told, near: tf.add(told, tf.mul(sample, NEAR)) as tf.Tensor1D };
}
type RowWeights = ReturnType<typeof rowsOf>;

/** @param last the pose before them, [B, 58] @param predicted [B, future x 58] @param target the same as danced */
function errorsOf(
  body: PoseBody,
  last: tf.Tensor2D,
  predicted: tf.Tensor2D,
  target: tf.Tensor2D,
  { near, told, sample }: RowWeights,
): Omit<Errors, "divergence"> {
  const size = last.shape[0];
  const joints = tf.reshape(body.joints(tf.sub(predicted, target), false), [size, -1]);
  const [own, real] = [predicted, target].map((poses) => body.velocities(last, poses)) as [
    tf.Tensor4D,
    tf.Tensor4D,
  ];
  const faster = (x: tf.Tensor4D, y: tf.Tensor4D) => tf.sub(lengthOf(x), lengthOf(y));
  return {
    position: weighed(meanSquare(joints, POSITION_UNIT), near),
    velocity: weighed(meanSquare(tf.sub(own, real), VELOCITY_UNIT), told),
    speed: weighed(meanSquare(faster(own, real), VELOCITY_UNIT), sample),
    acceleration: weighed(meanSquare(faster(changes(own), changes(real)), ACCELERATION_UNIT), sample),
    reach: tf.mean(
      tf.stack(
        REACHES.map((share) => {
          const many = Math.round(share * own.shape[1]);
          return weighed(meanSquare(faster(ways(own, many), ways(real, many)), many * REACH_UNIT), sample);
        }),
      ),
    ) as tf.Scalar,
  };
}

/** Mean square of each row, [B]. @param x [B, ..] @param unit that counts as one */
function meanSquare(x: tf.Tensor, unit: number): tf.Tensor1D {
  const rows = tf.reshape(x, [x.shape[0]!, -1]);
  return tf.mean(tf.square(tf.div(rows, unit)), 1);
}

/** Mean of rows by their weights; 0 where none has any. */
const weighed = (rows: tf.Tensor1D, weights: tf.Tensor1D): tf.Scalar =>
  tf.div(tf.sum(tf.mul(rows, weights)), tf.maximum(tf.sum(weights), TINY));

/** Of vectors [.., 3]. */
const lengthOf = (vectors: tf.Tensor4D): tf.Tensor => tf.sqrt(tf.add(tf.sum(tf.square(vectors), 3), TINY));

/** How far joints come in so many frames from each, as far as there are so many, [B, 19, T + 1 - many, 3]. */
function ways(velocities: tf.Tensor4D, many: number): tf.Tensor4D {
  const [rows, frames, joints] = velocities.shape;
  const beginnings = frames + 1 - many;
  const within = new Float32Array(frames * beginnings);
  for (let from = 0; from < beginnings; from++)
    for (let frame = from; frame < from + many; frame++) within[frame * beginnings + from] = 1;
  // tfjs has no slope of tf.cumsum along an axis within.
  const last = tf.reshape(tf.transpose(velocities, [0, 2, 3, 1]), [-1, frames]) as tf.Tensor2D;
  const sums = tf.matMul(last, tf.tensor2d(within, [frames, beginnings]));
  return tf.transpose(tf.reshape(sums, [rows, joints, 3, beginnings]), [0, 1, 3, 2]) as tf.Tensor4D;
}

/** From each frame to the next, [B, T - 1, 19, 3]. */
function changes(vectors: tf.Tensor4D): tf.Tensor4D {
  const later = tf.slice(vectors, [0, 1, 0, 0]);
  return tf.sub(later, tf.slice(vectors, [0, 0, 0, 0], [-1, vectors.shape[1] - 1, -1, -1]));
}

/** Of so many frames from one on, [B, count x 58]. */
const columns = (poses: tf.Tensor2D, from: number, count: number): tf.Tensor2D =>
  tf.slice(poses, [0, from * POSE_SIZE], [-1, count * POSE_SIZE]);

/** Poses in standard units as joints of the standard body, metres. */
export class PoseBody {
  readonly #mean: tf.Tensor1D;
  readonly #deviation: tf.Tensor1D;
  readonly #ofPose: tf.Tensor2D;

  constructor({ poseMean, poseScale }: PoseUnits) {
    this.#mean = tf.tensor1d(poseMean);
    this.#deviation = tf.tensor1d(poseScale.map((scale) => 1 / scale));
    this.#ofPose = tf.tensor2d(jointMatrix(), [POSE_SIZE, 3 * JOINT_COUNT]);
  }

  /**
   * Joints over the place on the floor where the hips are, as the heading sees them, x, y, z: [rows, 57].
   * @param poses [.., 58], or differences of poses @param isPlaced whether they are poses
   */
  joints(poses: tf.Tensor, isPlaced = true): tf.Tensor2D {
    const rows = tf.mul(tf.reshape(poses, [-1, POSE_SIZE]), this.#deviation) as tf.Tensor2D;
    return tf.matMul(isPlaced ? tf.add(rows, this.#mean) : rows, this.#ofPose);
  }

  /**
   * Velocities of the joints in the room as the heading of each frame sees them, metres a frame: how they move on the
   * body, how it goes, and how it turns around the middle of its hips. [B, T, 19, 3]
   * @param last the pose before them, [B, 58] @param poses [B, T x 58]
   */
  velocities(last: tf.Tensor2D, poses: tf.Tensor2D): tf.Tensor4D {
    const size = last.shape[0];
    const frames = poses.shape[1] / POSE_SIZE;
    const joints = tf.reshape(this.joints(tf.concat([last, poses], 1)), [size, frames + 1, JOINT_COUNT, 3]);
    const later = tf.slice(joints, [0, 1, 0, 0]);
    const moved = tf.sub(later, tf.slice(joints, [0, 0, 0, 0], [-1, frames, -1, -1]));
    const [dx, dy, dz] = tf.unstack(moved, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [x, , z] = tf.unstack(later, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const metres = tf.add(tf.mul(tf.reshape(poses, [size, frames, POSE_SIZE]), this.#deviation), this.#mean);
    const column = (at: number) => tf.slice(metres, [0, 0, at], [-1, -1, 1]);
    const turn = column(TURN_AT);
    const velocity = [
      tf.add(dx, tf.sub(column(VELOCITY_AT), tf.mul(turn, z))),
      dy,
      tf.add(dz, tf.add(column(VELOCITY_AT + 1), tf.mul(turn, x))),
    ];
    return tf.stack(velocity, 3) as tf.Tensor4D;
  }
}

/** From the numbers of a pose to its joints, 58 x 57, row after row. */
function jointMatrix(): Float32Array {
  const width = 3 * JOINT_COUNT;
  const matrix = new Float32Array(POSE_SIZE * width);
  JOINTS_OF_BONES.forEach((bones, joint) => {
    for (const [bone, weight] of bones)
      for (let axis = 0; axis < 3; axis++) matrix[(3 * bone + axis) * width + 3 * joint + axis] = weight;
    matrix[HEIGHT_AT * width + 3 * joint + 1] = 1;
  });
  return matrix;
}

/**
 * The latent: of rows with a posterior sample as it is drawn by somebody who knows what followed, of those with a prior
 * sample as it is drawn live, of others the prior's mean. And the posterior's divergence from the prior, nats.
 * @param change from going on as before, [B, future x 58] @param epsilon standard normal, [B, latent]
 */
function latentOf(
  network: FactNetwork,
  layers: LinearLayers,
  foreseen: tf.Tensor2D,
  change: tf.Tensor2D,
  epsilon: tf.Tensor2D,
  { posterior, sample }: RowWeights,
): { readonly latent: tf.Tensor2D; readonly divergence: tf.Scalar } {
  const prior = network.prior(foreseen);
  const input = tf.concat([change, network.summary(foreseen)], 1);
  const both = layers.linear("posterior.narrow", gelu(layers.linear("posterior.wide", input)));
  const begin = tf.concat([tf.zerosLike(prior.mean), tf.fill(prior.mean.shape, FIRST_LOG_SIGMA)], 1);
  const known = gaussianOf(tf.add(both, begin));
  const off = { ...known, mean: tf.add(prior.mean, known.mean) as tf.Tensor2D };
  const ofRows = (weights: tf.Tensor1D, { mean, logSigma }: Gaussian) =>
    tf.mul(
      tf.expandDims(weights, 1),
      tf.add(tf.sub(mean, prior.mean), tf.mul(tf.exp(logSigma), epsilon)),
    ) as tf.Tensor2D;
  const narrower = tf.sub(off.logSigma, prior.logSigma);
  const shift = tf.square(tf.mul(known.mean, tf.exp(tf.neg(prior.logSigma))));
  const each = tf.sub(tf.add(tf.exp(tf.mul(narrower, 2)), shift), tf.add(tf.mul(narrower, 2), 1));
  return {
    latent: tf.addN([prior.mean, ofRows(posterior, off), ofRows(sample, prior)]) as tf.Tensor2D,
    divergence: weighed(tf.mul(tf.sum(each, 1), 0.5), posterior),
  };
}
