import * as tf from "@tensorflow/tfjs";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import { BONE_COUNT, jointMatrix } from "../engine/phrase/bones.ts";
import { GLIMPSES } from "../engine/predict/layers.ts";
import { MOMENT, MOMENT_PARTS, POINTS } from "../engine/predict/moment.ts";
import {
  type Gaussian,
  type Hidden,
  headingOf,
  type Moment,
  type Network,
} from "../engine/predict/network.ts";

/** One batch of dances: what was seen, what came next, and the chance that enters. */
export interface Batch {
  readonly size: number;
  /** What the network sees, noise included: [seen x B, 112], moment after moment. */
  readonly seen: Float32Array;
  readonly seenFrames: number;
  /** What came next, `horizon` frames and a segment more for the posterior to glimpse: [.. x B, 112]. */
  readonly next: Float32Array;
  readonly horizon: number;
  /** For each row, after which seen frame the cells forget everything before; -1 for never. */
  readonly forgetAfter: Int32Array;
  /** 1 where the phrase's code is taken from the row's partner, half a batch away, of the same take. [B] */
  readonly borrowed: Float32Array;
  /** 1 where the latent is the prior's mean: the expected path is trained too. [B] */
  readonly expected: Float32Array;
  /** Standard normal noise, [segments x B, latent]. */
  readonly noise: Float32Array;
}

/** Metres, and metres a frame, that count as much as one nat of divergence at `klWeight` 1. */
const POSITION_UNIT = 0.1;
const VELOCITY_UNIT = 0.02;

/** Slopes are followed this many frames back into what was seen. */
const LEARNT_FRAMES = 16;
/** Frames; the mean over a phrase is the same from every third moment. */
const IMPRESSED_EVERY = 3;

export interface Losses {
  readonly total: tf.Scalar;
  readonly position: tf.Scalar;
  readonly velocity: tf.Scalar;
  /** Nats a segment. */
  readonly divergence: tf.Scalar;
}

/** Continues what was seen on its own output for `horizon` frames, and compares with what came. */
export function objective(network: Network, batch: Batch, recalled: Recalled, klWeight: number): Losses {
  const { size, horizon } = batch;
  const { segment, latent: latentSize } = network.sizes;
  const next = frames(batch.next, size);
  const expected = tf.tensor2d(batch.expected, [size, 1]);
  let { moment, hidden, code } = watch(network, batch, recalled);
  let latent = tf.zeros([size, latentSize]) as tf.Tensor2D;
  const danced: Moment[] = [];
  const divergences: tf.Tensor[] = [];
  for (let frame = 0; frame < horizon; frame++) {
    const heading = headingOf(moment);
    const features = network.features(moment, heading);
    hidden = network.recur(features, hidden);
    if (frame % segment === 0) {
      const prior = network.prior(hidden, features, code);
      const glimpses = glimpsesFrom(frame, segment).map((at) =>
        network.features(next[at]!, heading),
      ) as tf.Tensor2D[];
      const posterior = network.posterior(prior, hidden, features, tf.concat(glimpses, 1));
      const index = frame / segment;
      const noise = tf.tensor2d(
        batch.noise.subarray(index * size * latentSize, (index + 1) * size * latentSize),
        [size, latentSize],
      );
      const drawn = tf.add(posterior.mean, tf.mul(tf.exp(posterior.logSigma), noise)) as tf.Tensor2D;
      latent = tf.add(drawn, tf.mul(expected, tf.sub(prior.mean, drawn))) as tf.Tensor2D;
      divergences.push(divergence(posterior, prior));
    }
    const clock: tf.Tensor2D = tf.fill([size, 1], (frame % segment) / segment);
    moment = network.advance(moment, heading, network.decode(hidden, features, code, latent, clock));
    danced.push(moment);
  }
  const { position, velocity } = distance(tf.concat(danced, 0), tf.concat(next.slice(0, horizon), 0));
  const nats = tf.mean(tf.stack(divergences)) as tf.Scalar;
  const total = tf.add(
    tf.add(tf.div(position, POSITION_UNIT), tf.div(velocity, VELOCITY_UNIT)),
    tf.mul(nats, klWeight),
  ) as tf.Scalar;
  return { total, position, velocity, divergence: nats };
}

/** Frames after the present one that the posterior looks at, spread over the segment. */
function glimpsesFrom(frame: number, segment: number): number[] {
  return Array.from(
    { length: GLIMPSES },
    (_, i) => frame - 1 + Math.round(1 + ((segment - 1) * i) / (GLIMPSES - 1)),
  );
}

/** What is remembered of a dance's beginning. */
export interface Recalled {
  readonly hidden: Hidden;
  /** Sum of impressions, [B, code]. */
  readonly impressions: tf.Tensor2D;
}

/** Reads the beginning of what was seen, from which nothing is learnt: all but the last 16 moments. */
export function recall(network: Network, batch: Batch): Recalled {
  const zeros: tf.Tensor2D = tf.zeros([batch.size, network.sizes.hidden]);
  const start: Recalled = {
    hidden: { low: zeros, high: zeros },
    impressions: tf.zeros([batch.size, network.sizes.code]),
  };
  return read(network, batch, start, 0, batch.seenFrames - LEARNT_FRAMES);
}

/** Reads what else was seen but the last moment, whose turn comes with the first step. */
function watch(network: Network, batch: Batch, recalled: Recalled) {
  const last = batch.seenFrames - 1;
  const { hidden, impressions } = read(network, batch, recalled, batch.seenFrames - LEARNT_FRAMES, last);
  const own: tf.Tensor2D = tf.div(impressions, Math.ceil(last / IMPRESSED_EVERY)); // [B, code]
  const [first, second] = tf.split(own, 2, 0) as [tf.Tensor2D, tf.Tensor2D];
  const borrowed = tf.tensor2d(batch.borrowed, [batch.size, 1]);
  const code: tf.Tensor2D = tf.add(own, tf.mul(borrowed, tf.sub(tf.concat([second, first], 0), own)));
  return { moment: frames(batch.seen, batch.size).at(-1)!, hidden, code };
}

function read(network: Network, batch: Batch, from: Recalled, start: number, end: number): Recalled {
  const { size, forgetAfter } = batch;
  let { hidden, impressions } = from;
  const moments = frames(batch.seen.subarray(start * size * MOMENT, end * size * MOMENT), size);
  moments.forEach((moment, index) => {
    const frame = start + index;
    hidden = network.recur(network.features(moment, headingOf(moment)), hidden);
    if (frame % IMPRESSED_EVERY === 0) impressions = tf.add(impressions, network.impression(hidden.high));
    if (forgetAfter.includes(frame)) {
      const kept = tf.tensor2d(
        Float32Array.from(forgetAfter, (at) => (at === frame ? 0 : 1)),
        [size, 1],
      );
      hidden = { low: tf.mul(hidden.low, kept), high: tf.mul(hidden.high, kept) };
    }
  });
  return { hidden, impressions };
}

/** A run of moments, one tensor a frame: slicing them from one tensor would copy it whole for each. */
function frames(moments: Float32Array, size: number): Moment[] {
  const length = size * MOMENT;
  return Array.from({ length: moments.length / length }, (_, frame) =>
    tf.tensor2d(moments.subarray(frame * length, (frame + 1) * length), [size, MOMENT]),
  );
}

/** Mean over batch of KL(posterior || prior), summed over the latent: nats. */
function divergence(posterior: Gaussian, prior: Gaussian): tf.Tensor {
  const ratio = tf.exp(tf.mul(tf.sub(posterior.logSigma, prior.logSigma), 2));
  const shift = tf.square(tf.mul(tf.sub(posterior.mean, prior.mean), tf.exp(tf.neg(prior.logSigma))));
  const each = tf.add(tf.sub(tf.add(ratio, shift), 1), tf.mul(tf.sub(prior.logSigma, posterior.logSigma), 2));
  return tf.mul(tf.mean(tf.sum(each, 1)), 0.5);
}

/** Mean absolute error a coordinate over joints, metres, and of the joints' velocities, metres a frame. */
function distance(danced: Moment, real: Moment): { position: tf.Scalar; velocity: tf.Scalar } {
  const joints = tf.tensor2d(jointMatrix(), [BONE_COUNT, JOINT_COUNT]);
  const [x, y, z, vx, vy, vz] = tf.split(tf.sub(danced, real), MOMENT_PARTS, 1) as tf.Tensor2D[];
  const off = (points: tf.Tensor2D): tf.Tensor => {
    const [bones, root] = points.shape[1] === POINTS ? tf.split(points, [BONE_COUNT, 1], 1) : [points, null];
    const body = tf.mean(tf.abs(tf.matMul(bones as tf.Tensor2D, joints)));
    return root ? tf.add(body, tf.mean(tf.abs(root))) : body;
  };
  return {
    position: tf.div(tf.addN([off(x!), off(y!), off(z!)]), 3),
    velocity: tf.div(tf.addN([off(vx!), off(vy!), off(vz!)]), 3),
  };
}
