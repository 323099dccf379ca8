import * as tf from "@tensorflow/tfjs";
import { BONE_COUNT } from "../../motion/bones.ts";
import { gru, tanh } from "./gru.ts";
import type { Layers, Sizes } from "./layers.ts";
import { ACCELERATION_SIZE, POINTS, ROOT_POINT, STATE_SIZE } from "./motion-state.ts";

/**
 * The network: a recurrent conditional variational autoencoder over moments of dance. Two GRU cells remember; a
 * latent, drawn once per segment of a quarter of a second, decides where the dance goes next; a code keeps the phrase
 * that the dancer gave, and tells its style. One definition, for training and for live use. B is the batch: sequences
 * or options.
 *
 *     moment -> features -> recur -> (hidden) -> prior -> latent -> decode -> turn of velocity -> advance -> moment
 *
 * Before a dance goes on from somebody who was seen badly, the moment that it starts from is amended.
 */
export type MotionState = tf.Tensor2D; // [B, 114], columns as moment.ts says

/** Metres of trembling that count as one. */
const DOUBT_UNIT = 0.03;

/** What two GRU cells remember. */
export interface Hidden {
  readonly low: tf.Tensor2D; // [B, hidden]
  readonly high: tf.Tensor2D; // [B, hidden]
}

/** What stays of the phrase while it is continued. */
export interface Phrase {
  readonly code: tf.Tensor2D; // [B, code]
  /** Share of each style, adding up to 1. */
  readonly style: tf.Tensor2D; // [B, styles]
}

/** A diagonal Gaussian over latents. */
export interface Gaussian {
  readonly mean: tf.Tensor2D; // [B, latent]
  readonly logSigma: tf.Tensor2D; // [B, latent]
}

/** Where a body faces, as the turn about the vertical that lets it face +z, its left towards +x: `vector * heading`. */
export type HeadingMatrix = tf.Tensor3D; // [B, 3, 3]

export class Network {
  readonly sizes: Sizes;
  readonly #layers: Layers;
  readonly #fixed: Fixed;

  constructor(sizes: Sizes, layers: Layers) {
    this.sizes = sizes;
    this.#layers = layers;
    this.#fixed = fixedTensors(layers);
  }

  /** Where the body faces, from the line through hips and shoulders. */
  headingOf(moment: MotionState): HeadingMatrix {
    const { left, turnOfLeft, upright } = this.#fixed;
    const line = tf.matMul(moment, left); // [B, 2]: x and z
    const inverse = tf.rsqrt(tf.add(tf.sum(tf.square(line), 1, true), 1e-6));
    const turn = tf.fused.matMul({ a: tf.mul(line, inverse), b: turnOfLeft, bias: upright });
    return tf.reshape(turn, [-1, 3, 3]);
  }

  /** A moment seen from its heading, so that a dance is the same whichever way it goes; in standard units. */
  faced(moment: MotionState, heading: HeadingMatrix): tf.Tensor2D {
    const { mean, scale } = this.#layers.constants;
    const faced = tf.reshape(tf.matMul(vectors(moment), heading), [-1, STATE_SIZE]);
    return tf.mul(tf.sub(faced, mean), scale); // [B, 114]
  }

  /** @param doubt how much what was seen of the moment trembled before it was steadied, metres, [B, 1] */
  features(moment: MotionState, heading: HeadingMatrix, doubt: tf.Tensor2D): tf.Tensor2D {
    return tf.concat([this.faced(moment, heading), tf.div(doubt, DOUBT_UNIT)], 1); // [B, 115]
  }

  /**
   * What was seen of a moment, closer to what was danced: bodies move in ways that its filter, being linear, does not
   * know. The more doubt, the more is changed; where there is none, nothing.
   * @param high what was remembered before this moment
   */
  refine(moment: MotionState, heading: HeadingMatrix, doubt: tf.Tensor2D, high: tf.Tensor2D): MotionState {
    const known = tf.concat([high, this.features(moment, heading, doubt)], 1);
    const change = this.#layers.linear("amend.out", tf.relu(this.#layers.linear("amend.in", known)));
    const off = tf.div(tf.mul(change, tf.div(doubt, DOUBT_UNIT)), this.#layers.constants.scale);
    const unfaced = tf.matMul(vectors(off as MotionState), heading, false, true);
    return tf.add(moment, tf.reshape(unfaced, [-1, STATE_SIZE]));
  }

  /** One moment more is remembered. */
  recur(features: tf.Tensor2D, hidden: Hidden): Hidden {
    const low = this.#cell("low", features, hidden.low);
    return { low, high: this.#cell("high", low, hidden.high) };
  }

  #cell(name: "low" | "high", input: tf.Tensor2D, hidden: tf.Tensor2D): tf.Tensor2D {
    return gru(
      this.#layers.linear(`${name}.input`, input),
      this.#layers.linear(`${name}.back`, hidden),
      hidden,
    );
  }

  /** What one moment says about the phrase; a phrase's code is the mean over its moments. */
  impression(hidden: tf.Tensor2D): tf.Tensor2D {
    return tanh(this.#layers.linear("code", hidden)); // [B, code]
  }

  /** Which style a phrase is in, as logits. */
  styleOf(code: tf.Tensor2D): tf.Tensor2D {
    return this.#layers.linear("style", code); // [B, styles]
  }

  /** Where the next segment may go. From here on `high` is what the upper cell remembers. */
  prior(high: tf.Tensor2D, features: tf.Tensor2D, { code, style }: Phrase): Gaussian {
    const known = tf.concat([high, features, code, style], 1);
    return this.#gaussian(this.#layers.linear("prior.out", tf.relu(this.#layers.linear("prior.in", known))));
  }

  /** Where the next segment goes, given what really came; exists only while training. */
  posterior(prior: Gaussian, high: tf.Tensor2D, features: tf.Tensor2D, future: tf.Tensor2D): Gaussian {
    const known = tf.concat([high, features, future], 1);
    const change = this.#gaussian(
      this.#layers.linear("posterior.out", tf.relu(this.#layers.linear("posterior.in", known))),
    );
    return { mean: tf.add(prior.mean, change.mean), logSigma: change.logSigma };
  }

  #gaussian(both: tf.Tensor2D): Gaussian {
    const [mean, logSigma] = tf.split(both, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    return { mean, logSigma: tf.clipByValue(logSigma, -5, 1) };
  }

  /** Change of velocity in the next frame, faced. `clock` is the share of the segment that has passed, [B, 1]. */
  decode(
    high: tf.Tensor2D,
    features: tf.Tensor2D,
    { code, style }: Phrase,
    latent: tf.Tensor2D,
    clock: tf.Tensor2D,
  ): tf.Tensor2D {
    const known = tf.concat([high, features, code, style, latent, clock], 1);
    const turn = this.#layers.linear("decoder.out", tf.relu(this.#layers.linear("decoder.in", known)));
    return tf.mul(turn, this.#layers.constants.turn); // [B, 57]
  }

  /** The next moment: velocities turned, everything moved by them, and every bone given its length back. */
  advance(moment: MotionState, heading: HeadingMatrix, turn: tf.Tensor2D): MotionState {
    const { least, most, placed, free } = this.#fixed;
    const [places, ways] = tf.split(vectors(moment), 2, 1) as [tf.Tensor3D, tf.Tensor3D];
    const turned = tf.matMul(tf.reshape(turn, [-1, POINTS, 3]), heading, false, true);
    const moving = tf.add(ways, turned); // [B, 19, 3]
    const to = tf.add(places, moving);
    const length = tf.sqrt(tf.add(tf.sum(tf.square(to), 2, true), 1e-8)); // [B, 19, 1]
    const fit = tf.div(tf.minimum(tf.maximum(length, least), most), length);
    const now = tf.mul(tf.mul(to, fit), placed);
    const moved = tf.add(tf.sub(now, places), tf.mul(moving, free));
    return tf.reshape(tf.concat([now, moved], 1), [-1, STATE_SIZE]);
  }

  dispose(): void {
    tf.dispose(Object.values(this.#fixed));
  }
}

const vectors = (moment: MotionState): tf.Tensor3D => tf.reshape(moment, [-1, 2 * POINTS, 3]);

/** What never changes while a network lives. */
type Fixed = ReturnType<typeof fixedTensors>;

function fixedTensors({ constants }: Layers) {
  // The first two bones point to the left.
  const left = tf.buffer([STATE_SIZE, 2]);
  for (const bone of [0, 1]) {
    left.set(1, 3 * bone, 0);
    left.set(1, 3 * bone + 2, 1);
  }
  // Where the hips are in the room is not kept, only how high, and how they move.
  const placed = tf.buffer([POINTS, 3]);
  for (let at = 0; at < ACCELERATION_SIZE; at++)
    placed.set(at < 3 * BONE_COUNT ? 1 : 0, Math.floor(at / 3), at % 3);
  placed.set(1, ROOT_POINT, 1);
  const upTo = (bones: tf.Tensor1D, hips: number) =>
    tf.reshape(tf.concat([bones, tf.tensor1d([hips])]), [POINTS, 1]);
  return tf.tidy(() => ({
    left: left.toTensor() as tf.Tensor2D,
    /** Cosine and sine of the heading to its matrix, row after row. */
    turnOfLeft: tf.tensor2d([
      [1, 0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, -1, 0, 0, 0, 1, 0, 0],
    ]),
    upright: tf.tensor1d([0, 0, 0, 0, 1, 0, 0, 0, 0]),
    /** The hips are no bone, and as high as they like. */
    least: upTo(constants.least, 0),
    most: upTo(constants.most, 1e6),
    placed: placed.toTensor() as tf.Tensor2D,
    free: tf.sub(1, placed.toTensor()) as tf.Tensor2D,
  }));
}
