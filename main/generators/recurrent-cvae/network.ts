import * as tf from "@tensorflow/tfjs-core";
import { BONE_COUNT } from "../../motion/bones.ts";
import { ACCELERATION_SIZE, POINTS, ROOT_POINT, STATE_SIZE } from "../../motion/motion-state.ts";
import { gru, tanh } from "./gru.ts";
import { HEARD_SIZE } from "./heard.ts";
import type { Layers } from "./layers.ts";
import type { Sizes } from "./weights.ts";

/**
 * The network: a recurrent conditional variational autoencoder over motion states. Two GRU cells carry the past; a
 * latent, drawn once per segment of a quarter of a second, decides how the motion goes on; a code sums up the observed
 * phrase, and tells its style. One definition, for training and for live use. B is the batch: sequences or options.
 *
 *     state -> features -> recur -> (hidden) -> prior -> latent -> decode -> acceleration -> advance -> next state
 *                                                                                  hear -> pace -^
 *
 * The last observed state is refined before a continuation starts from it, as far as it is noisy.
 */
export type MotionState = tf.Tensor2D; // [B, 114], columns as motion-state.ts says

/** Noise level that is one unit of the network's input, metres. */
const NOISE_UNIT = 0.03;

/** Logarithm of the most that a velocity is multiplied or divided by from one frame to the next. */
const STRONGEST_PACE = 0.35;
/** Share of a pulse that the quietest music has, and the loudest. */
export const QUIET = 0.7;
export const LOUD = 1.3;

/** Hidden state of the two GRU cells. */
export interface Hidden {
  readonly low: tf.Tensor2D; // [B, hidden]
  readonly high: tf.Tensor2D; // [B, hidden]
}

/** What the whole continuation is conditioned on. */
export interface Phrase {
  /** Mean of the observed frames' codes. */
  readonly code: tf.Tensor2D; // [B, code]
  /** Share of each style, adding up to 1. */
  readonly style: tf.Tensor2D; // [B, styles]
}

/** A diagonal Gaussian over latents. */
export interface Gaussian {
  readonly mean: tf.Tensor2D; // [B, latent]
  readonly logSigma: tf.Tensor2D; // [B, latent]
}

/** By which the velocity of each point is multiplied for what is heard: 1 where nothing is. */
export type Pace = tf.Tensor3D; // [B, 19, 1]

/** Rotation about the vertical, such that `vector * heading` is as seen by a body that faces +z, its left towards +x. */
export type HeadingMatrix = tf.Tensor3D; // [B, 3, 3]

export class Network {
  readonly sizes: Sizes;
  readonly #layers: Layers;
  readonly #fixed: FixedTensors;

  constructor(sizes: Sizes, layers: Layers) {
    this.sizes = sizes;
    this.#layers = layers;
    this.#fixed = fixedTensors(layers);
  }

  /** From the line through hips and shoulders. */
  headingOf(state: MotionState): HeadingMatrix {
    const { left, rotationOfLeft, vertical } = this.#fixed;
    const line = tf.matMul(state, left); // [B, 2]: x and z
    const inverse = tf.rsqrt(tf.add(tf.sum(tf.square(line), 1, true), 1e-6));
    const rotation = tf.fused.matMul({ a: tf.mul(line, inverse), b: rotationOfLeft, bias: vertical });
    return tf.reshape(rotation, [-1, 3, 3]);
  }

  /** The state in its own heading, so that motion is the same in every direction, and in standard units. */
  normalise(state: MotionState, heading: HeadingMatrix): tf.Tensor2D {
    const { mean, scale } = this.#layers.constants;
    const rotated = tf.reshape(tf.matMul(vectors(state), heading), [-1, STATE_SIZE]);
    return tf.mul(tf.sub(rotated, mean), scale); // [B, 114]
  }

  /** @param noiseLevel standard deviation of the noise that was removed from the state, metres, [B, 1] */
  features(state: MotionState, heading: HeadingMatrix, noiseLevel: tf.Tensor2D): tf.Tensor2D {
    return tf.concat([this.normalise(state, heading), tf.div(noiseLevel, NOISE_UNIT)], 1); // [B, 115]
  }

  /**
   * The state corrected by what the past makes likely, which the denoiser, being linear, cannot know. The correction is
   * proportional to the noise level: a state without noise stays as it is.
   * @param high hidden state before this state
   */
  refine(
    state: MotionState,
    heading: HeadingMatrix,
    noiseLevel: tf.Tensor2D,
    high: tf.Tensor2D,
  ): MotionState {
    const input = tf.concat([high, this.features(state, heading, noiseLevel)], 1);
    const output = this.#layers.linear("refine.out", tf.relu(this.#layers.linear("refine.in", input)));
    const change = tf.div(tf.mul(output, tf.div(noiseLevel, NOISE_UNIT)), this.#layers.constants.scale);
    const rotatedBack = tf.matMul(vectors(change as MotionState), heading, false, true);
    return tf.add(state, tf.reshape(rotatedBack, [-1, STATE_SIZE]));
  }

  /** The hidden state after one more frame. */
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

  /** What one frame adds to the phrase's code, which is the mean over its frames. */
  frameCode(high: tf.Tensor2D): tf.Tensor2D {
    return tanh(this.#layers.linear("code", high)); // [B, code]
  }

  styleLogits(code: tf.Tensor2D): tf.Tensor2D {
    return this.#layers.linear("style", code); // [B, styles]
  }

  /** Distribution of the next segment's latent, given the past. */
  prior(high: tf.Tensor2D, features: tf.Tensor2D, { code, style }: Phrase): Gaussian {
    const input = tf.concat([high, features, code, style], 1);
    return this.#gaussian(this.#layers.linear("prior.out", tf.relu(this.#layers.linear("prior.in", input))));
  }

  /** The same, given the future as well; only while training. Its mean is relative to the prior's. */
  posterior(prior: Gaussian, high: tf.Tensor2D, features: tf.Tensor2D, future: tf.Tensor2D): Gaussian {
    const input = tf.concat([high, features, future], 1);
    const change = this.#gaussian(
      this.#layers.linear("posterior.out", tf.relu(this.#layers.linear("posterior.in", input))),
    );
    return { mean: tf.add(prior.mean, change.mean), logSigma: change.logSigma };
  }

  #gaussian(both: tf.Tensor2D): Gaussian {
    const [mean, logSigma] = tf.split(both, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    return { mean, logSigma: tf.clipByValue(logSigma, -5, 1) };
  }

  /** Acceleration in the next frame, in the body's heading. @param phase share of the segment that has passed, [B, 1] */
  decode(
    high: tf.Tensor2D,
    features: tf.Tensor2D,
    { code, style }: Phrase,
    latent: tf.Tensor2D,
    phase: tf.Tensor2D,
  ): tf.Tensor2D {
    const input = tf.concat([high, features, code, style, latent, phase], 1);
    const output = this.#layers.linear("decoder.out", tf.relu(this.#layers.linear("decoder.in", input)));
    return tf.mul(output, this.#layers.constants.acceleration); // [B, 57]
  }

  /**
   * How much faster or slower the music makes her, the more the louder it is: the way she moves is her own. What would
   * accelerate her any other way was tried as well, and led poses astray.
   * @param heard at the frame to be made, see heard.ts, [B, 6]
   */
  hear(
    high: tf.Tensor2D,
    features: tf.Tensor2D,
    { code, style }: Phrase,
    latent: tf.Tensor2D,
    phase: tf.Tensor2D,
    heard: tf.Tensor2D,
  ): Pace {
    const input = tf.concat([high, features, code, style, latent, phase, heard], 1);
    const output = this.#layers.linear("hearing.out", tf.relu(this.#layers.linear("hearing.in", input)));
    const [, energy, isHeard] = tf.split(heard, [HEARD_SIZE - 2, 1, 1], 1) as [
      tf.Tensor,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const strength = tf.mul(loudnessOf(energy), tf.mul(isHeard, STRONGEST_PACE));
    return tf.reshape(tf.exp(tf.mul(tanh(output), strength)), [-1, POINTS, 1]) as Pace;
  }

  /** The next state: velocities accelerated, everything moved by them, and bones brought back to their lengths. */
  advance(state: MotionState, heading: HeadingMatrix, acceleration: tf.Tensor2D, pace?: Pace): MotionState {
    const { shortest, longest, kept, free } = this.#fixed;
    const [positions, velocities] = tf.split(vectors(state), 2, 1) as [tf.Tensor3D, tf.Tensor3D];
    const rotated = tf.matMul(tf.reshape(acceleration, [-1, POINTS, 3]), heading, false, true);
    const freely = tf.add(velocities, rotated);
    const moving = (pace ? tf.mul(freely, pace) : freely) as tf.Tensor3D; // [B, 19, 3]
    const to = tf.add(positions, moving);
    const length = tf.sqrt(tf.add(tf.sum(tf.square(to), 2, true), 1e-8)); // [B, 19, 1]
    const fit = tf.div(tf.minimum(tf.maximum(length, shortest), longest), length);
    const now = tf.mul(tf.mul(to, fit), kept);
    const moved = tf.add(tf.sub(now, positions), tf.mul(moving, free));
    return tf.reshape(tf.concat([now, moved], 1), [-1, STATE_SIZE]);
  }

  dispose(): void {
    tf.dispose(Object.values(this.#fixed));
  }
}

/** How much a music of this energy, 0..1, moves: one half is 1. */
const loudnessOf = (energy: tf.Tensor2D): tf.Tensor2D => tf.add(tf.mul(energy, LOUD - QUIET), QUIET);

const vectors = (state: MotionState): tf.Tensor3D => tf.reshape(state, [-1, 2 * POINTS, 3]);

type FixedTensors = ReturnType<typeof fixedTensors>;

function fixedTensors({ constants }: Layers) {
  // The first two bones, half the widths of hips and shoulders, point to the left.
  const left = tf.buffer([STATE_SIZE, 2]);
  for (const bone of [0, 1]) {
    left.set(1, 3 * bone, 0);
    left.set(1, 3 * bone + 2, 1);
  }
  // Of the hips' position a state keeps only the height; along the floor they have a velocity alone.
  const kept = tf.buffer([POINTS, 3]);
  for (let at = 0; at < ACCELERATION_SIZE; at++)
    kept.set(at < 3 * BONE_COUNT ? 1 : 0, Math.floor(at / 3), at % 3);
  kept.set(1, ROOT_POINT, 1);
  const withHips = (bones: tf.Tensor1D, hips: number) =>
    tf.reshape(tf.concat([bones, tf.tensor1d([hips])]), [POINTS, 1]);
  return tf.tidy(() => ({
    left: left.toTensor() as tf.Tensor2D,
    /** Cosine and sine of the heading to its matrix, row after row. */
    rotationOfLeft: tf.tensor2d([
      [1, 0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, -1, 0, 0, 0, 1, 0, 0],
    ]),
    vertical: tf.tensor1d([0, 0, 0, 0, 1, 0, 0, 0, 0]),
    /** The hips are no bone, and may be at any height. */
    shortest: withHips(constants.shortest, 0),
    longest: withHips(constants.longest, 1e6),
    kept: kept.toTensor() as tf.Tensor2D,
    free: tf.sub(1, kept.toTensor()) as tf.Tensor2D,
  }));
}
