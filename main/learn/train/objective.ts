import * as tf from "@tensorflow/tfjs";
import { STATE_SIZE } from "../../generators/recurrent-cvae/motion-state.ts";
import type {
  Gaussian,
  Hidden,
  MotionState,
  Network,
  Phrase,
} from "../../generators/recurrent-cvae/network.ts";
import { FUTURE_SAMPLES } from "../../generators/recurrent-cvae/weights.ts";
import { compare, type MotionTensor, offBy } from "./comparison.ts";

/** One batch of dances: what was seen, what came next, and the chance that enters. */
export interface Batch {
  readonly size: number;
  /** What the network sees, noise included: [seen x B, 114], moment after moment. */
  readonly seen: Float32Array;
  /** How much that trembled before it was steadied, metres, [seen x B]. */
  readonly doubt: Float32Array;
  readonly seenFrames: number;
  /** What really came after each of the last moments seen but one, noise left out: [LEARNT_FRAMES - 1 x B, 114]. */
  readonly real: Float32Array;
  /** What came next, `horizon` frames and a segment more for the posterior to glimpse: [.. x B, 114]. */
  readonly next: Float32Array;
  readonly horizon: number;
  /** For each row, after which seen frame the cells forget everything before; -1 for never. */
  readonly forgetAfter: Int32Array;
  /** 1 where the phrase's code is taken from the row's partner, half a batch away, of the same take. [B] */
  readonly borrowed: Float32Array;
  /** 1 where the cells remember the next row's dance: this one has to go on in its own phrase all the same. [B] */
  readonly misled: Float32Array;
  /** 1 in the column of each row's style. [B, styles] */
  readonly style: Float32Array;
  /** 1 where the network is told the style, as a dancer may; it guesses elsewhere. [B] */
  readonly told: Float32Array;
  /** 1 where the latent is the prior's mean: the expected path is trained too. [B] */
  readonly expected: Float32Array;
  /** 1 where the latent is drawn from the prior: nothing real to follow, but it has to be as lively. [B] */
  readonly dreamt: Float32Array;
  /** Standard normal noise, [segments x B, latent]. */
  readonly noise: Float32Array;
}

/** Metres, and metres a frame, that count as much as one nat of divergence at `klWeight` 1. */
const POSITION_UNIT = 0.1;
const VELOCITY_UNIT = 0.02;
const FORESIGHT_WEIGHT = 0.5;
const AMENDS_WEIGHT = 0.5;
const LIVELINESS_WEIGHT = 0.4;
const STYLE_WEIGHT = 0.1;

/** Slopes are followed this many frames back into what was seen. */
export const LEARNT_FRAMES = 16;
/** Frames; the mean over a phrase is the same from every third moment. */
const IMPRESSED_EVERY = 3;

export interface Losses {
  readonly total: tf.Scalar;
  readonly position: tf.Scalar;
  readonly velocity: tf.Scalar;
  /** Velocity again, metres a frame, one frame ahead of everything that was watched. */
  readonly foresight: tf.Scalar;
  /** How far off what was watched is, once amended, places and velocities in their units. */
  readonly amends: tf.Scalar;
  /** Nats a segment. */
  readonly divergence: tf.Scalar;
  /** How far speed, acceleration and jerk of what is dreamt are off, as a share of the real. */
  readonly liveliness: tf.Scalar;
  /** Cross entropy of the style, nats. */
  readonly style: tf.Scalar;
}

/** Continues what was seen on its own output for `horizon` frames, and compares with what came. */
export function objective(network: Network, batch: Batch, recalled: Recalled, klWeight: number): Losses {
  const { size, horizon } = batch;
  const { segment, latent: latentSize } = network.sizes;
  const next = frames(batch.next, size);
  const expected = tf.tensor2d(batch.expected, [size, 1]);
  const dreamt = tf.tensor2d(batch.dreamt, [size, 1]);
  const followed: tf.Tensor2D = tf.sub(1, dreamt);
  let { moment, doubt, hidden, phrase, style, foresight, amends } = watch(network, batch, recalled);
  const certain: tf.Tensor2D = tf.zeros([size, 1]);
  let latent = tf.zeros([size, latentSize]) as tf.Tensor2D;
  const danced: MotionState[] = [];
  const divergences: tf.Tensor[] = [];
  for (let frame = 0; frame < horizon; frame++) {
    const heading = network.headingOf(moment);
    const features = network.features(moment, heading, doubt);
    hidden = network.recur(features, hidden);
    if (frame % segment === 0) {
      const prior = network.prior(hidden.high, features, phrase);
      const glimpses = glimpsesFrom(frame, segment).map((at) => network.normalise(next[at]!, heading));
      const posterior = network.posterior(prior, hidden.high, features, tf.concat(glimpses, 1));
      const index = frame / segment;
      const noise = tf.tensor2d(
        batch.noise.subarray(index * size * latentSize, (index + 1) * size * latentSize),
        [size, latentSize],
      );
      const known = draw(posterior, noise);
      const fancied = tf.mul(expected, tf.sub(prior.mean, known));
      latent = tf.add(tf.add(known, fancied), tf.mul(dreamt, tf.sub(draw(prior, noise), known)));
      divergences.push(divergence(posterior, prior, followed));
    }
    const clock: tf.Tensor2D = tf.fill([size, 1], (frame % segment) / segment);
    moment = network.advance(moment, heading, network.decode(hidden.high, features, phrase, latent, clock));
    doubt = certain;
    danced.push(moment);
  }
  const stack = (moments: MotionState[]) => tf.stack(moments) as MotionTensor;
  const { position, velocity, liveliness } = compare(
    stack(danced),
    stack(next.slice(0, horizon)),
    followed,
    dreamt,
  );
  const nats = tf.mean(tf.stack(divergences)) as tf.Scalar;
  const total = tf.addN([
    tf.div(position, POSITION_UNIT),
    tf.div(velocity, VELOCITY_UNIT),
    tf.mul(tf.div(foresight, VELOCITY_UNIT), FORESIGHT_WEIGHT),
    tf.mul(amends, AMENDS_WEIGHT),
    tf.mul(nats, klWeight),
    tf.mul(liveliness, LIVELINESS_WEIGHT),
    tf.mul(style, STYLE_WEIGHT),
  ]) as tf.Scalar;
  return { total, position, velocity, foresight, amends, divergence: nats, liveliness, style };
}

const draw = ({ mean, logSigma }: Gaussian, noise: tf.Tensor2D): tf.Tensor2D =>
  tf.add(mean, tf.mul(tf.exp(logSigma), noise));

/** Frames after the present one that the posterior looks at, spread over the segment. */
function glimpsesFrom(frame: number, segment: number): number[] {
  return Array.from(
    { length: FUTURE_SAMPLES },
    (_, i) => frame - 1 + Math.round(1 + ((segment - 1) * i) / (FUTURE_SAMPLES - 1)),
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
  const { hidden, impressions, watched } = read(
    network,
    batch,
    recalled,
    batch.seenFrames - LEARNT_FRAMES,
    last,
  );
  const own: tf.Tensor2D = tf.div(impressions, Math.ceil(last / IMPRESSED_EVERY)); // [B, code]
  const [first, second] = tf.split(own, 2, 0) as [tf.Tensor2D, tf.Tensor2D];
  const borrowed = tf.tensor2d(batch.borrowed, [batch.size, 1]);
  const code: tf.Tensor2D = tf.add(own, tf.mul(borrowed, tf.sub(tf.concat([second, first], 0), own)));
  const guess = network.styleLogits(code);
  const truth = tf.tensor2d(batch.style, [batch.size, network.sizes.styles]);
  const style = tf.neg(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(guess)), 1))) as tf.Scalar;
  const guessed = tf.softmax(guess);
  const told = tf.tensor2d(batch.told, [batch.size, 1]);
  const phrase: Phrase = { code, style: tf.add(guessed, tf.mul(told, tf.sub(truth, guessed))) };
  const real = frames(batch.real, batch.size);
  const foresight = foresee(network, watched, phrase, real);
  const amended = amend(network, watched, batch);
  const { position, velocity } = offBy(amended, tf.concat(real, 0));
  const misled = tf.tensor2d(batch.misled, [batch.size, 1]);
  const mislead = (cell: tf.Tensor2D): tf.Tensor2D => {
    const others = tf.concat([tf.slice(cell, [1, 0]), tf.slice(cell, [0, 0], [1, -1])], 0);
    return tf.add(cell, tf.mul(misled, tf.sub(others, cell)));
  };
  return {
    moment: tf.slice(amended, [amended.shape[0] - batch.size, 0]),
    amends: tf.add(tf.div(position, POSITION_UNIT), tf.div(velocity, VELOCITY_UNIT)) as tf.Scalar,
    doubt: frames(batch.doubt, batch.size, 1).at(-1)!,
    hidden: { low: mislead(hidden.low), high: mislead(hidden.high) },
    ...{ phrase, style, foresight },
  };
}

/** One frame ahead of each moment watched along the expected path, all of them as one batch. */
function foresee(
  network: Network,
  watched: Watched,
  { code, style }: Phrase,
  real: MotionState[],
): tf.Scalar {
  const times = watched.length;
  const all = (part: keyof Watched[number]) =>
    tf.concat(
      watched.map((each) => each[part]),
      0,
    ) as tf.Tensor2D;
  const [moment, features, high] = [all("moment"), all("features"), all("high")];
  const phrase = { code: tf.tile(code, [times, 1]), style: tf.tile(style, [times, 1]) };
  const { mean } = network.prior(high, features, phrase);
  const clock: tf.Tensor2D = tf.zeros([moment.shape[0], 1]);
  const turn = network.decode(high, features, phrase, mean, clock);
  return offBy(network.advance(moment, network.headingOf(moment), turn), tf.concat(real, 0)).velocity;
}

/** The moments after each of those that were watched, as a dance would go on from them: [watched x B, 114]. */
function amend(network: Network, watched: Watched, { seen, doubt, size }: Batch): MotionState {
  const last = (all: MotionState[]) => tf.concat(all.slice(-watched.length), 0);
  const moment = last(frames(seen, size));
  const high = tf.concat(
    watched.map((each) => each.high),
    0,
  );
  return network.refine(moment, network.headingOf(moment), last(frames(doubt, size, 1)), high);
}

function read(network: Network, batch: Batch, from: Recalled, start: number, end: number) {
  const { size, forgetAfter } = batch;
  let { hidden, impressions } = from;
  const watched: { moment: MotionState; features: tf.Tensor2D; high: tf.Tensor2D }[] = [];
  const moments = frames(batch.seen.subarray(start * size * STATE_SIZE, end * size * STATE_SIZE), size);
  const doubts = frames(batch.doubt.subarray(start * size, end * size), size, 1);
  moments.forEach((moment, index) => {
    const frame = start + index;
    const features = network.features(moment, network.headingOf(moment), doubts[index]!);
    hidden = network.recur(features, hidden);
    watched.push({ moment, features, high: hidden.high });
    if (frame % IMPRESSED_EVERY === 0) impressions = tf.add(impressions, network.frameCode(hidden.high));
    if (forgetAfter.includes(frame)) {
      const kept = tf.tensor2d(
        Float32Array.from(forgetAfter, (at) => (at === frame ? 0 : 1)),
        [size, 1],
      );
      hidden = { low: tf.mul(hidden.low, kept), high: tf.mul(hidden.high, kept) };
    }
  });
  return { hidden, impressions, watched };
}

type Watched = ReturnType<typeof read>["watched"];

/** A run of moments, one tensor a frame: slicing them from one tensor would copy it whole for each. */
function frames(moments: Float32Array, size: number, columns = STATE_SIZE): MotionState[] {
  const length = size * columns;
  return Array.from({ length: moments.length / length }, (_, frame) =>
    tf.tensor2d(moments.subarray(frame * length, (frame + 1) * length), [size, columns]),
  );
}

/** Mean over the rows that are followed of KL(posterior || prior), summed over the latent: nats. */
function divergence(posterior: Gaussian, prior: Gaussian, followed: tf.Tensor2D): tf.Tensor {
  const ratio = tf.exp(tf.mul(tf.sub(posterior.logSigma, prior.logSigma), 2));
  const shift = tf.square(tf.mul(tf.sub(posterior.mean, prior.mean), tf.exp(tf.neg(prior.logSigma))));
  const each = tf.add(tf.sub(tf.add(ratio, shift), 1), tf.mul(tf.sub(prior.logSigma, posterior.logSigma), 2));
  const rows = tf.mul(tf.sum(each, 1, true), followed);
  return tf.mul(tf.div(tf.sum(rows), tf.sum(followed)), 0.5);
}
