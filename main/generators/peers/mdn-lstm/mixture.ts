import * as tf from "@tensorflow/tfjs-core";
import { gaussian, type Random } from "../../../motion/random.ts";
import { POSE_SIZE } from "../pose.ts";

/*
 * A mixture of Gaussians without correlations over poses in standard units, as the last layer tells of it: the logarithm
 * of each one's share but for a constant [K], then their means [K, 58], then the logarithms of their deviations [K, 58].
 */

export const mixtureOutputs = (mixtures: number): number => mixtures * (1 + 2 * POSE_SIZE);

/** Deviations are within these, as logarithms: a pose that is known better than to a hundredth is not worth more. */
const NARROWEST = Math.log(0.01);
const WIDEST = 1;

/** Mean negative log-likelihood of poses, nats a pose. @param output [rows, K (1 + 2 * 58)] @param poses [rows, 58] */
export function negativeLogLikelihood(output: tf.Tensor2D, poses: tf.Tensor2D, mixtures: number): tf.Scalar {
  const size = mixtures * POSE_SIZE;
  const [logits, means, logDeviations] = tf.split(output, [mixtures, size, size], 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const logSigma = tf.clipByValue(logDeviations, NARROWEST, WIDEST);
  const off = tf.mul(tf.sub(tf.tile(poses, [1, mixtures]), means), tf.exp(tf.neg(logSigma)));
  const each = tf.add(tf.mul(tf.square(off), 0.5), logSigma);
  const density = tf.neg(tf.sum(tf.reshape(each, [-1, mixtures, POSE_SIZE]), 2)) as tf.Tensor2D;
  const likelihood = tf.logSumExp(tf.add(tf.logSoftmax(logits), density), 1);
  return tf.add(tf.neg(tf.mean(likelihood)), POSE_SIZE * 0.5 * Math.log(2 * Math.PI)) as tf.Scalar;
}

/** A draw: logits are divided by the temperature and variances multiplied by it. The likeliest mean at 0. */
export function sampleMixture(
  output: Float32Array,
  mixtures: number,
  temperature: number,
  random: Random,
): Float32Array {
  const logits = output.subarray(0, mixtures);
  const size = mixtures * POSE_SIZE;
  const chosen =
    temperature > 0 ? drawIndex(logits, temperature, random) : logits.indexOf(Math.max(...logits));
  const from = mixtures + chosen * POSE_SIZE;
  const mean = output.slice(from, from + POSE_SIZE);
  if (temperature === 0) return mean;
  const width = Math.sqrt(temperature);
  return mean.map((value, i) => {
    const logSigma = Math.min(WIDEST, Math.max(NARROWEST, output[from + size + i]!));
    return value + width * Math.exp(logSigma) * gaussian(random);
  });
}

function drawIndex(logits: Float32Array, temperature: number, random: Random): number {
  const most = Math.max(...logits);
  const shares = Array.from(logits, (logit) => Math.exp((logit - most) / temperature));
  let at = random() * shares.reduce((sum, share) => sum + share, 0);
  const chosen = shares.findIndex((share) => {
    at -= share;
    return at < 0;
  });
  return Math.max(0, chosen);
}
