import * as tf from "@tensorflow/tfjs-core";
import type { MotionState, Network } from "../../../generators/recurrent-cvae/network.ts";
import { gaussian, type Random } from "../../../motion/random.ts";
import type { Batch } from "./batch.ts";
import { type Critic, criticLosses, detached, distanceBetween, seenOf } from "./critic.ts";
import { type EncoderState, frameTensors } from "./encoder.ts";
import { clockAt, type Losses, objectiveAndRollout, type Rollout, sampleOf } from "./objective.ts";

/** Continuations of every row that is rolled out further. */
const TWINS = 2;

export interface AdversaryLosses extends Losses {
  /** See `criticLosses`. */
  readonly adversarial: tf.Scalar;
  readonly critic: tf.Scalar;
  readonly toldApart: tf.Scalar;
  /** How far apart two continuations from the same moment are, as a share of how far two dances of a take are. */
  readonly variety: tf.Scalar;
}

/**
 * The objective with a critic. The rows with a prior sample are to look danced to it. They go on for a horizon more, in
 * two ways each, of which nobody knows how it would have been danced: these windows are judged as well, since nothing else
 * keeps long continuations from drifting.
 * @param noise standard normal, of that further horizon's latents, see `drawNoise`
 */
export function objectiveWithCritic(
  network: Network,
  batch: Batch,
  burnedIn: EncoderState,
  klWeight: number,
  critic: Critic,
  noise: Float32Array,
): AdversaryLosses {
  const { losses, rollout } = objectiveAndRollout(network, batch, burnedIn, klWeight);
  const { size, horizon } = batch;
  const pick = rowPicker(batch);
  const rows = sampledRows(batch).length;
  const near = rollout.states.map(pick);
  const far = rollFurther(network, endOf(rollout, pick), horizon, noise);
  const style = tf.tensor2d(batch.style, [size, network.sizes.styles]);
  const danced = { frames: seenOf(network, frameTensors(batch.future, size).slice(0, horizon)), style };
  const further = seenOf(network, far);
  const madeUp = {
    frames: seenOf(network, near).map((frame, index) => tf.concat([frame, further[index]!], 0)),
    style: tf.tile(pick(style), [1 + TWINS, 1]),
  };
  const judged = criticLosses(critic, danced, madeUp);
  const variety = tf.div(
    distanceBetween(madeUp, [rows, 2 * rows, rows]),
    // Rows half a batch apart are from the same take.
    tf.maximum(distanceBetween(danced, [0, size / 2, size / 2]), 1e-3),
  ) as tf.Scalar;
  const total = tf.addN([
    losses.total,
    tf.mul(judged.adversarial, critic.weight),
    judged.critic,
  ]) as tf.Scalar;
  return { ...losses, ...judged, variety, total };
}

/** The noise of a further horizon. */
export function drawNoise(batch: Batch, segment: number, latent: number, random: Random): Float32Array {
  const rows = TWINS * sampledRows(batch).length;
  const segments = Math.ceil(batch.horizon / segment) + 1;
  return Float32Array.from({ length: segments * rows * latent }, () => gaussian(random));
}

/** Those with a prior sample; of a shard that has none, the first. */
function sampledRows({ priorSample }: Batch): readonly number[] {
  const rows = [...priorSample.keys()].filter((row) => priorSample[row] === 1);
  return rows.length > 0 ? rows : [0];
}

/** The sampled rows of any tensor, by a product: WASM has no gradient of tf.gather. */
function rowPicker(batch: Batch): (of: tf.Tensor2D) => tf.Tensor2D {
  const rows = sampledRows(batch);
  const matrix = tf.buffer([rows.length, batch.size]);
  rows.forEach((row, index) => {
    matrix.set(1, index, row);
  });
  const chosen = matrix.toTensor() as tf.Tensor2D;
  return (of) => tf.matMul(chosen, of);
}

/** Some rows of the end of a rollout, once for each twin: no gradient goes back into it. */
function endOf({ states, hidden, latent, phrase }: Rollout, pick: (of: tf.Tensor2D) => tf.Tensor2D): Rollout {
  const own = (of: tf.Tensor2D): tf.Tensor2D => tf.tile(detached(pick(of)), [TWINS, 1]);
  return {
    states: [own(states.at(-1)!)],
    hidden: { low: own(hidden.low), high: own(hidden.high) },
    latent: own(latent),
    phrase: { code: own(phrase.code), style: own(phrase.style) },
  };
}

/** Continues from the end of a rollout, for as many frames as it had, with samples of the prior. */
function rollFurther(
  network: Network,
  { states: [start], hidden: reached, latent: before, phrase }: Rollout,
  horizon: number,
  noise: Float32Array,
): MotionState[] {
  const { segment, latent: latents } = network.sizes;
  let [state, hidden, latent, at] = [start!, reached, before, 0];
  const rows = state.shape[0];
  const noNoise: tf.Tensor2D = tf.zeros([rows, 1]);
  return Array.from({ length: horizon }, (_, index) => {
    const frame = horizon + index;
    const heading = network.headingOf(state);
    const features = network.features(state, heading, noNoise);
    hidden = network.recur(features, hidden);
    if (frame % segment === 0) {
      const epsilon = tf.tensor2d(noise.subarray(at, at + rows * latents), [rows, latents]);
      latent = sampleOf(network.prior(hidden.high, features, phrase), epsilon);
      at += rows * latents;
    }
    const acceleration = network.decode(hidden.high, features, phrase, latent, clockAt(frame, segment, rows));
    state = network.advance(state, heading, acceleration);
    return state;
  });
}
