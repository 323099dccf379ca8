import * as tf from "@tensorflow/tfjs-core";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { LayerShapes } from "../../../generators/blocks.ts";
import { gru } from "../../../generators/recurrent-cvae/gru.ts";
import type { MotionState, Network } from "../../../generators/recurrent-cvae/network.ts";
import { PLACEMENT_SIZE } from "../../../motion/motion-state.ts";
import type { TrainedLayers } from "../trainable-type.ts";
import { jointsOf, VELOCITY_UNIT } from "./losses.ts";

/*
 * The critic learns to tell a second of dance as it was danced from one that the generator made up (Goodfellow et al.
 * 2014), with the least squares of Mao et al. (2017): a score of 1 is as danced, one of 0 is made up. It is a GRU over
 * what it sees of each frame, and its score is that of mean and deviation of its hidden state, for the style that is
 * danced (a projection, Miyato and Koyama 2018).
 */

const HIDDEN = 128;
/** Acceleration that is one unit of what it sees, metres a frame a frame. */
const ACCELERATION_UNIT = 0.006;
/** Bones' directions; joints' velocities and accelerations, and the logarithms of how large they are. */
const SEEN = PLACEMENT_SIZE + 2 * (3 + 1) * JOINT_COUNT;
/** Of half a unit: what is smaller than about this counts as standing still. */
const STILL = 0.1;
/** Keeps the slopes of square roots finite. */
const TINY = 1e-4;

export const criticLayers = (styles: number): LayerShapes => ({
  "critic.frame": [SEEN, HIDDEN],
  "critic.input": [HIDDEN, 3 * HIDDEN],
  "critic.back": [HIDDEN, 3 * HIDDEN],
  "critic.score": [2 * HIDDEN, 1],
  "critic.style": [2 * HIDDEN, styles],
});

/** A critic, and how much the generator heeds it. */
export interface Critic {
  readonly layers: TrainedLayers;
  readonly weight: number;
}

/** Windows of dance as the critic sees them. */
export interface Windows {
  /** Of each frame, [rows, 209]. */
  readonly frames: readonly tf.Tensor2D[];
  /** One-hot, [rows, styles]. */
  readonly style: tf.Tensor2D;
}

/**
 * @returns what the generator is trained on, with a gradient to `madeUp` alone; what the critic is, with one to its
 *   layers alone; and the share of windows that it tells, where both kinds count alike.
 */
export function criticLosses({ layers }: Critic, danced: Windows, madeUp: Windows) {
  const learning = (name: string, x: tf.Tensor2D) => layers.linear(name, x);
  const frozen = (name: string, x: tf.Tensor2D) => layers.frozen(name, x);
  const ofDanced = score(learning, danced);
  const ofMadeUp = score(learning, { ...madeUp, frames: madeUp.frames.map(detached) });
  const missing = (scores: tf.Tensor, aim: number) => tf.mean(tf.square(tf.sub(scores, aim)));
  const share = (of: tf.Tensor) => tf.mean(tf.cast(of, "float32"));
  const told = tf.add(share(tf.greater(ofDanced, 0.5)), share(tf.lessEqual(ofMadeUp, 0.5)));
  return {
    adversarial: missing(score(frozen, madeUp), 1) as tf.Scalar,
    critic: tf.add(missing(ofDanced, 1), missing(ofMadeUp, 0)) as tf.Scalar,
    toldApart: tf.div(told, 2) as tf.Scalar,
  };
}

/**
 * How far apart some rows' bones are, on average, from those of as many others.
 * @param rows where either begins, and how many they are
 */
export function distanceBetween(
  { frames }: Pick<Windows, "frames">,
  [first, second, count]: readonly [number, number, number],
): tf.Scalar {
  const all = tf.stack([...frames]);
  const bones = (from: number) => tf.slice(all, [0, from, 0], [-1, count, PLACEMENT_SIZE]);
  return tf.mean(tf.abs(tf.sub(bones(first), bones(second))));
}

/** The same numbers, from which no gradient goes back. */
export const detached = <T extends tf.Tensor>(x: T): T =>
  tf.customGrad((y) => ({ value: tf.clone(y as tf.Tensor), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) }))(
    x,
  ) as T;

/** What is seen of each frame but the first, from the body's own heading: [rows, 209]. */
export function seenOf(network: Network, states: readonly MotionState[]): tf.Tensor2D[] {
  const frames = states.length - 1;
  const rows = states[0]!.shape[0];
  const all = tf.stack([...states]) as tf.Tensor3D;
  const velocity = jointsOf(all)[1];
  const later = (of: tf.Tensor3D) => tf.slice(of, [1, 0, 0]);
  const change = tf.sub(later(velocity), tf.slice(velocity, [0, 0, 0], [frames, -1, -1]));
  const flat = tf.reshape(later(all), [frames * rows, -1]) as MotionState;
  const heading = network.headingOf(flat);
  const moving = tf.concat(
    [tf.div(later(velocity), VELOCITY_UNIT), tf.div(change, ACCELERATION_UNIT)].map((of) =>
      tf.reshape(of, [frames * rows, JOINT_COUNT, 3]),
    ),
    1,
  ) as tf.Tensor3D;
  const turned = tf.reshape(tf.matMul(moving, heading), [frames * rows, -1]);
  const bones = tf.slice(network.normalise(flat, heading), [0, 0], [-1, PLACEMENT_SIZE]);
  const sizes = tf.sqrt(tf.add(tf.sum(tf.square(moving), 2), TINY));
  const logarithms = tf.log(tf.add(tf.mul(sizes, 2), STILL));
  return tf.split(tf.concat([bones, turned, logarithms], 1), frames, 0) as tf.Tensor2D[];
}

/** Of windows, [rows, 1]. */
function score(linear: (name: string, x: tf.Tensor2D) => tf.Tensor2D, { frames, style }: Windows): tf.Tensor {
  const rows = frames[0]!.shape[0];
  const inputs = tf.split(
    linear("critic.input", tf.relu(linear("critic.frame", tf.concat([...frames], 0)))),
    frames.length,
    0,
  ) as tf.Tensor2D[];
  let hidden: tf.Tensor2D = tf.zeros([rows, HIDDEN]);
  const all = inputs.map((input) => {
    hidden = gru(input, linear("critic.back", hidden), hidden);
    return hidden;
  });
  const mean = tf.div(tf.addN(all), frames.length);
  const squares = tf.addN(all.map((one) => tf.square(tf.sub(one, mean))));
  const deviation = tf.sqrt(tf.add(tf.div(squares, frames.length), TINY));
  const whole = tf.concat([mean, deviation], 1) as tf.Tensor2D;
  const ofStyle = tf.sum(tf.mul(linear("critic.style", whole), style), 1, true);
  return tf.add(linear("critic.score", whole), ofStyle);
}
