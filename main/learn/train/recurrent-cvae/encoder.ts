import * as tf from "@tensorflow/tfjs-core";
import type { Hidden, MotionState, Network, Phrase } from "../../../generators/recurrent-cvae/network.ts";
import { STATE_SIZE } from "../../../motion/motion-state.ts";
import { type Batch, GRADIENT_FRAMES } from "./batch.ts";
import { meanAbsoluteError, POSITION_UNIT, VELOCITY_UNIT } from "./losses.ts";

/** The phrase's code is a mean over every third frame: more of them change it little. */
const CODE_STRIDE = 3;

/** What is kept of the observed frames that were read. */
export interface EncoderState {
  readonly hidden: Hidden;
  /** Sum of the codes of single frames, [B, code]. */
  readonly codeSum: tf.Tensor2D;
}

/** What a rollout starts from. */
export interface Observation {
  /** The last observed state, refined. */
  readonly state: MotionState;
  readonly noiseLevel: tf.Tensor2D;
  /** Before the last observed state: reading it is the first step of the rollout. */
  readonly hidden: Hidden;
  readonly phrase: Phrase;
}

/** One observed frame after it was read. */
interface ReadFrame {
  readonly state: MotionState;
  readonly features: tf.Tensor2D;
  readonly high: tf.Tensor2D;
}

/** Reads all observed frames but the last 16; no gradient goes back into them. */
export function burnIn(network: Network, batch: Batch): EncoderState {
  const zeros: tf.Tensor2D = tf.zeros([batch.size, network.sizes.hidden]);
  const start: EncoderState = {
    hidden: { low: zeros, high: zeros },
    codeSum: tf.zeros([batch.size, network.sizes.code]),
  };
  return read(network, batch, start, 0, batch.observedFrames - GRADIENT_FRAMES);
}

/** Reads the other observed frames but the last, and computes the losses that need no rollout. */
export function encode(network: Network, batch: Batch, burnedIn: EncoderState) {
  const { size, observedFrames } = batch;
  const last = observedFrames - 1;
  const { hidden, codeSum, frames } = read(network, batch, burnedIn, observedFrames - GRADIENT_FRAMES, last);
  const { phrase, style } = conditionOn(network, batch, tf.div(codeSum, Math.ceil(last / CODE_STRIDE)));
  const clean = frameTensors(batch.clean, size);
  const oneStep = oneStepLoss(network, frames, phrase, clean);
  const refined = refine(network, frames, batch);
  const { position, velocity } = meanAbsoluteError(refined, tf.concat(clean, 0));
  return {
    state: tf.slice(refined, [refined.shape[0] - size, 0]),
    noiseLevel: frameTensors(batch.noiseLevel, size, 1).at(-1)!,
    hidden: withSwaps(hidden, batch),
    phrase,
    losses: {
      oneStep,
      refinement: tf.add(tf.div(position, POSITION_UNIT), tf.div(velocity, VELOCITY_UNIT)) as tf.Scalar,
      style,
    },
  };
}

/** The phrase that a batch is continued with, and the loss of the predicted style. @param own code of each row */
function conditionOn(network: Network, batch: Batch, own: tf.Tensor2D): { phrase: Phrase; style: tf.Scalar } {
  const { size } = batch;
  const [first, second] = tf.split(own, 2, 0) as [tf.Tensor2D, tf.Tensor2D];
  const swapCode = tf.tensor2d(batch.swapCode, [size, 1]);
  const code: tf.Tensor2D = tf.add(own, tf.mul(swapCode, tf.sub(tf.concat([second, first], 0), own)));
  const logits = network.styleLogits(code);
  const truth = tf.tensor2d(batch.style, [size, network.sizes.styles]);
  const loss = tf.neg(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), 1))) as tf.Scalar;
  const predicted = tf.softmax(logits);
  const given = tf.tensor2d(batch.styleGiven, [size, 1]);
  const style = tf.add(predicted, tf.mul(given, tf.sub(truth, predicted))) as tf.Tensor2D;
  return { phrase: { code, style }, style: loss };
}

/** Where `swapHidden` is 1, the hidden state of the next row. */
function withSwaps({ low, high }: Hidden, batch: Batch): Hidden {
  const swapHidden = tf.tensor2d(batch.swapHidden, [batch.size, 1]);
  const swapped = (cell: tf.Tensor2D): tf.Tensor2D => {
    const next = tf.concat([tf.slice(cell, [1, 0]), tf.slice(cell, [0, 0], [1, -1])], 0);
    return tf.add(cell, tf.mul(swapHidden, tf.sub(next, cell)));
  };
  return { low: swapped(low), high: swapped(high) };
}

/** Velocity error of the mean prediction one frame after each frame read, all of them as one batch. */
function oneStepLoss(
  network: Network,
  frames: readonly ReadFrame[],
  { code, style }: Phrase,
  clean: MotionState[],
): tf.Scalar {
  const times = frames.length;
  const all = (part: keyof ReadFrame) =>
    tf.concat(
      frames.map((frame) => frame[part]),
      0,
    ) as tf.Tensor2D;
  const [state, features, high] = [all("state"), all("features"), all("high")];
  const phrase = { code: tf.tile(code, [times, 1]), style: tf.tile(style, [times, 1]) };
  const { mean } = network.prior(high, features, phrase);
  const clock: tf.Tensor2D = tf.zeros([state.shape[0], 1]);
  const acceleration = network.decode(high, features, phrase, mean, clock);
  const next = network.advance(state, network.headingOf(state), acceleration);
  return meanAbsoluteError(next, tf.concat(clean, 0)).velocity;
}

/** The observed states after each of the frames read, refined as they are before a rollout: [15 x B, 114]. */
function refine(
  network: Network,
  frames: readonly ReadFrame[],
  { observed, noiseLevel, size }: Batch,
): MotionState {
  const last = (all: MotionState[]) => tf.concat(all.slice(-frames.length), 0);
  const state = last(frameTensors(observed, size));
  const high = tf.concat(
    frames.map((frame) => frame.high),
    0,
  );
  return network.refine(state, network.headingOf(state), last(frameTensors(noiseLevel, size, 1)), high);
}

/** Reads the observed frames from `start` to `end`. */
function read(network: Network, batch: Batch, from: EncoderState, start: number, end: number) {
  const { size, resetAfter } = batch;
  let { hidden, codeSum } = from;
  const frames: ReadFrame[] = [];
  const states = frameTensors(
    batch.observed.subarray(start * size * STATE_SIZE, end * size * STATE_SIZE),
    size,
  );
  const noiseLevels = frameTensors(batch.noiseLevel.subarray(start * size, end * size), size, 1);
  states.forEach((state, index) => {
    const frame = start + index;
    const features = network.features(state, network.headingOf(state), noiseLevels[index]!);
    hidden = network.recur(features, hidden);
    frames.push({ state, features, high: hidden.high });
    if (frame % CODE_STRIDE === 0) codeSum = tf.add(codeSum, network.frameCode(hidden.high));
    if (resetAfter.includes(frame)) {
      const kept = tf.tensor2d(
        Float32Array.from(resetAfter, (at) => (at === frame ? 0 : 1)),
        [size, 1],
      );
      hidden = { low: tf.mul(hidden.low, kept), high: tf.mul(hidden.high, kept) };
    }
  });
  return { hidden, codeSum, frames };
}

/** States of a batch, a tensor a frame: slices of one tensor would each copy it whole. */
export function frameTensors(states: Float32Array, size: number, columns = STATE_SIZE): MotionState[] {
  const length = size * columns;
  return Array.from({ length: states.length / length }, (_, frame) =>
    tf.tensor2d(states.subarray(frame * length, (frame + 1) * length), [size, columns]),
  );
}
