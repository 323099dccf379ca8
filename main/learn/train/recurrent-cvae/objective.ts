import * as tf from "@tensorflow/tfjs-core";
import type {
  Gaussian,
  Hidden,
  MotionState,
  Network,
  Phrase,
} from "../../../generators/recurrent-cvae/network.ts";
import { FUTURE_SAMPLES } from "../../../generators/recurrent-cvae/weights.ts";
import type { Batch } from "./batch.ts";
import { type EncoderState, encode, frameTensors, type Observation } from "./encoder.ts";
import { klDivergence, POSITION_UNIT, rolloutLosses, VELOCITY_UNIT } from "./losses.ts";

/*
 * What one batch is trained on. The words are those of the literature:
 *
 * - burn-in: the first observed frames are read without gradient (Kapturowski et al. 2019), the last 16 with it.
 * - teacher forcing: while it observes, the network reads what was danced, not its own output (Williams and Zipser 1989).
 *   The one-step loss is its error one frame ahead of each frame so read.
 * - rollout: then it continues on its own output for `horizon` frames, as in live use, so that it learns to live with
 *   its errors (Zhou et al. 2018, "Auto-Conditioned Recurrent Networks"). The horizon grows, as the share of own output
 *   does in scheduled sampling (Bengio et al. 2015).
 * - prior, posterior: a conditional variational autoencoder (Sohn et al. 2015). One latent decides a segment of frames.
 *   The posterior reads future samples: states of the segment as it was danced. The weight of the KL divergence is
 *   annealed (Bowman et al. 2016).
 * - Rows with a posterior sample or the prior's mean as the latent are reconstructed: they should come out as danced.
 *   Rows with a prior sample cannot be; they are trained by the motion statistics loss, which compares mean speed,
 *   acceleration and jerk with the real ones, and the mean directions of bones (moment matching, Li et al. 2015).
 * - camera noise: some observed frames are augmented with it. The refinement loss is the remaining error of the state
 *   that the rollout starts from, after denoiser and refinement.
 * - swapped code, swapped hidden state: a row continues with those of another, as in style mixing (Karras et al. 2019).
 *   The phrase's code then has to hold its style, and to prevail over what the GRU remembers.
 * - given style: the condition is the true style in some rows and the predicted one in the others, as conditions are
 *   dropped for classifier-free guidance (Ho and Salimans 2021), so that live use may do either.
 *
 * What a critic adds is in adversary.ts.
 */

const ONE_STEP_WEIGHT = 0.5;
const REFINEMENT_WEIGHT = 0.5;
const MOTION_STATISTICS_WEIGHT = 0.4;
const MEAN_POSE_WEIGHT = 0.1;
const STYLE_WEIGHT = 0.1;

export interface Losses {
  readonly total: tf.Scalar;
  /** Error of the rollout's joints, metres, and of their velocities, metres a frame. */
  readonly position: tf.Scalar;
  readonly velocity: tf.Scalar;
  /** Error of the velocities one frame ahead, metres a frame. */
  readonly oneStep: tf.Scalar;
  /** Error of the refined states, the sum of positions and velocities in their units. */
  readonly refinement: tf.Scalar;
  /** KL divergence of the posterior from the prior, nats a segment. */
  readonly divergence: tf.Scalar;
  /** Relative error of mean speed, acceleration and jerk. */
  readonly motionStatistics: tf.Scalar;
  /** Mean square difference of bones' mean directions, in units of 0.3 standard deviations. */
  readonly meanPose: tf.Scalar;
  /** Cross entropy of the predicted style, nats. */
  readonly style: tf.Scalar;
}

/** Where a rollout has come to, and how. */
export interface Rollout {
  readonly states: readonly MotionState[];
  readonly hidden: Hidden;
  readonly latent: tf.Tensor2D;
  readonly phrase: Phrase;
}

/** @param burnedIn as `burnIn` left it. */
export const objective = (...of: Parameters<typeof objectiveAndRollout>): Losses =>
  objectiveAndRollout(...of).losses;

export function objectiveAndRollout(
  network: Network,
  batch: Batch,
  burnedIn: EncoderState,
  klWeight: number,
): { readonly losses: Losses; readonly rollout: Rollout } {
  const { size, horizon } = batch;
  const future = frameTensors(batch.future, size);
  const priorSample = tf.tensor2d(batch.priorSample, [size, 1]);
  const reconstructed: tf.Tensor2D = tf.sub(1, priorSample);
  const { losses, ...observation } = encode(network, batch, burnedIn);
  const { rollout, divergence } = rollOut(network, batch, observation, future, reconstructed, priorSample);
  const target = future.slice(0, horizon);
  const standard = (state: MotionState) => network.normalise(state, network.headingOf(state));
  const rolledOut = rolloutLosses(rollout.states, target, reconstructed, priorSample, standard);
  const { position, velocity, motionStatistics, meanPose } = rolledOut;
  const { oneStep, refinement, style } = losses;
  const total = tf.addN([
    tf.div(position, POSITION_UNIT),
    tf.div(velocity, VELOCITY_UNIT),
    tf.mul(tf.div(oneStep, VELOCITY_UNIT), ONE_STEP_WEIGHT),
    tf.mul(refinement, REFINEMENT_WEIGHT),
    tf.mul(divergence, klWeight),
    tf.mul(motionStatistics, MOTION_STATISTICS_WEIGHT),
    tf.mul(meanPose, MEAN_POSE_WEIGHT),
    tf.mul(style, STYLE_WEIGHT),
  ]) as tf.Scalar;
  return { losses: { total, ...rolledOut, oneStep, refinement, divergence, style }, rollout };
}

/** Continues the observation on its own output. Returns the rollout and the mean divergence of its latents. */
function rollOut(
  network: Network,
  batch: Batch,
  observation: Observation,
  future: readonly MotionState[],
  reconstructed: tf.Tensor2D,
  priorSample: tf.Tensor2D,
) {
  const { size, horizon } = batch;
  const { segment, latent: latentSize } = network.sizes;
  const priorMean = tf.tensor2d(batch.priorMean, [size, 1]);
  const noNoise: tf.Tensor2D = tf.zeros([size, 1]);
  let { state, noiseLevel, hidden } = observation;
  const { phrase } = observation;
  let latent = tf.zeros([size, latentSize]) as tf.Tensor2D;
  const states: MotionState[] = [];
  const divergences: tf.Tensor[] = [];
  for (let frame = 0; frame < horizon; frame++) {
    const heading = network.headingOf(state);
    const features = network.features(state, heading, noiseLevel);
    hidden = network.recur(features, hidden);
    if (frame % segment === 0) {
      const prior = network.prior(hidden.high, features, phrase);
      const read = futureSamples(frame, segment).map((index) => network.normalise(future[index]!, heading));
      const posterior = network.posterior(prior, hidden.high, features, tf.concat(read, 1));
      const at = (frame / segment) * size * latentSize;
      const epsilon = tf.tensor2d(batch.epsilon.subarray(at, at + size * latentSize), [size, latentSize]);
      const sample = sampleOf(posterior, epsilon);
      latent = tf.add(
        tf.add(sample, tf.mul(priorMean, tf.sub(prior.mean, sample))),
        tf.mul(priorSample, tf.sub(sampleOf(prior, epsilon), sample)),
      );
      divergences.push(klDivergence(posterior, prior, reconstructed));
    }
    const clock = clockAt(frame, segment, size);
    state = network.advance(state, heading, network.decode(hidden.high, features, phrase, latent, clock));
    noiseLevel = noNoise;
    states.push(state);
  }
  const rollout: Rollout = { states, hidden, latent, phrase };
  return { rollout, divergence: tf.mean(tf.stack(divergences)) as tf.Scalar };
}

/** How much of its segment has passed at a frame, [rows, 1]. */
export const clockAt = (frame: number, segment: number, rows: number): tf.Tensor2D =>
  tf.fill([rows, 1], (frame % segment) / segment);

/** The reparameterisation of Kingma and Welling (2014). */
export const sampleOf = ({ mean, logSigma }: Gaussian, epsilon: tf.Tensor2D): tf.Tensor2D =>
  tf.add(mean, tf.mul(tf.exp(logSigma), epsilon));

/** Indices of the future frames that the posterior reads, evenly over the segment that begins with `frame`. */
function futureSamples(frame: number, segment: number): number[] {
  return Array.from(
    { length: FUTURE_SAMPLES },
    (_, i) => frame - 1 + Math.round(1 + ((segment - 1) * i) / (FUTURE_SAMPLES - 1)),
  );
}
