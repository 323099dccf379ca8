import * as tf from "@tensorflow/tfjs-core";
import type { LinearLayers } from "../linear-layers.ts";
import { POSE_SIZE, VELOCITY_AT } from "../peers/pose.ts";
import { attention, gelu, layerNorm } from "./attention.ts";
import { layersOf, type Sizes, tokensOf, transformersOf } from "./weights.ts";

/**
 * The network of FACT (Li, Yang, Ross and Kanazawa, "AI Choreographer: Music Conditioned 3D Dance Generation with AIST++",
 * ICCV 2021). A transformer reads the seed, another one the music around its end, and a third one both, each token all
 * others; its first tokens are the frames that follow. One definition, for training and for live use. B is the batch.
 *
 *     seed  -> tokens -> motion transformer -+
 *                                            +-> cross-modal transformer -> first tokens (+ latent) -> future
 *     music -> tokens -> audio transformer  -+
 *
 * Other than in the paper, a token may be several frames; what is predicted is how the future differs from going on as
 * before; its tokens are told, besides, what is heard in their own frames, so that the beat is learnt in minutes; and a
 * latent that is drawn for each prediction tells apart the ways in which a dance may go on (a conditional variational
 * autoencoder: Sohn, Lee and Yan 2015); at its mean the prediction is the paper's.
 */
/** A diagonal Gaussian over latents, [B, latent] each. */
export interface Gaussian {
  readonly mean: tf.Tensor2D;
  readonly logSigma: tf.Tensor2D;
}

/** Of logarithms of sigma. */
const LOG_SIGMAS = [-5, 1] as const;

/** @param both mean, then logarithm of sigma, [B, 2 latent] */
export function gaussianOf(both: tf.Tensor2D): Gaussian {
  const [mean, logSigma] = tf.split(both, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  return { mean, logSigma: tf.clipByValue(logSigma, ...LOG_SIGMAS) };
}

/** Share of its velocity that a body keeps a frame later, where nothing else is predicted. */
const GOES_ON = 0.8;

/** Standard deviation of what smooths the change from token to token, frames, and its reach. */
const SMOOTH_FRAMES = 1.25;
const SMOOTH_REACH = 4;

export class FactNetwork {
  readonly sizes: Sizes;
  readonly #layers: LinearLayers;

  constructor(sizes: Sizes, layers: LinearLayers) {
    this.sizes = sizes;
    this.#layers = layers;
  }

  /**
   * What is known of the future before anything is drawn: one token for each `patch` of its frames, [B F, hidden].
   * @param seed poses in standard units, [B, seed x 58] @param music see music-window.ts, [B, heard x audio]
   */
  foresee(seed: tf.Tensor2D, music: tf.Tensor2D): tf.Tensor2D {
    const { hidden, future, patch } = this.sizes;
    const tokens = tokensOf(this.sizes);
    const motion = this.#transformed("motion", this.#read("motion", seed, tokens.motion));
    const audio = this.#transformed("audio", this.#read("audio", music, tokens.audio));
    const sequences = [motion, audio].map((rows) => tf.reshape(rows, [seed.shape[0], -1, hidden]));
    const both = tf.reshape(tf.concat(sequences, 1), [-1, hidden]) as tf.Tensor2D;
    const read = this.#transformed("cross", this.#placed("cross", both, tokens.cross));
    const first = tf.slice(tf.reshape(read, [-1, tokens.cross, hidden]), [0, 0, 0], [-1, future / patch, -1]);
    return layerNorm(tf.reshape(first, [-1, hidden]) as tf.Tensor2D);
  }

  /** How the latent is drawn: two linear functions of what is foreseen. */
  prior(foreseen: tf.Tensor2D): Gaussian {
    return gaussianOf(this.#layers.linear("prior", this.summary(foreseen)));
  }

  /** What is foreseen of the whole of the future, [B, hidden]. */
  summary(foreseen: tf.Tensor2D): tf.Tensor2D {
    const { future, patch, hidden } = this.sizes;
    return layerNorm(tf.mean(tf.reshape(foreseen, [-1, future / patch, hidden]), 1) as tf.Tensor2D);
  }

  /**
   * The poses that follow, in standard units, [B, future x 58].
   * @param seed its last poses, at least two, [B, frames x 58] @param music as it was foreseen with
   * @param latent [B, latent]; null where the network has none
   */
  follow(
    foreseen: tf.Tensor2D,
    seed: tf.Tensor2D,
    music: tf.Tensor2D,
    latent: tf.Tensor2D | null,
  ): tf.Tensor2D {
    const { future, patch, heard, audio } = this.sizes;
    const heardThen = tf.slice(music, [0, (heard / 2) * audio], [-1, future * audio]);
    const ofToken = tf.reshape(heardThen, [-1, patch * audio]) as tf.Tensor2D;
    const given = [foreseen, ofToken, ...(latent ? [repeated(latent, future / patch)] : [])];
    const wide = this.#layers.linear("future.wide", tf.concat(given, 1));
    const change = tf.reshape(this.#layers.linear("future.narrow", gelu(wide)), [-1, future, POSE_SIZE]);
    return tf.add(
      tf.reshape(smoothed(change as tf.Tensor3D), [-1, future * POSE_SIZE]),
      goingOn(seed, future),
    );
  }

  /** Frames to tokens, which know their place. */
  #read(transformer: "motion" | "audio", frames: tf.Tensor2D, tokens: number): tf.Tensor2D {
    const patches = tf.reshape(frames, [frames.shape[0] * tokens, -1]) as tf.Tensor2D;
    return this.#placed(transformer, this.#layers.linear(`${transformer}.read`, patches), tokens);
  }

  /** A learnt encoding of the place in its sequence is added to each token. */
  #placed(transformer: string, rows: tf.Tensor2D, tokens: number): tf.Tensor2D {
    const { hidden } = this.sizes;
    const places = this.#layers.linear(`${transformer}.position`, tf.eye(tokens)); // [T, hidden]
    return tf.reshape(tf.add(tf.reshape(rows, [-1, tokens, hidden]), places), [-1, hidden]) as tf.Tensor2D;
  }

  /** Layers of attention, each normalised before it, and not after (Xiong et al. 2020), as in the paper's code. */
  #transformed(transformer: "motion" | "audio" | "cross", rows: tf.Tensor2D): tf.Tensor2D {
    const linear = (name: string, of: tf.Tensor2D) => this.#layers.linear(name, of);
    const tokens = tokensOf(this.sizes)[transformer];
    let x = rows;
    for (let layer = 0; layer < transformersOf(this.sizes)[transformer]; layer++) {
      const { heads, joined, wide, narrow } = layersOf(transformer, layer);
      const read = attention(linear(heads, layerNorm(x)), tokens, this.sizes.heads);
      x = tf.add(x, linear(joined, read));
      x = tf.add(x, linear(narrow, gelu(linear(wide, layerNorm(x)))));
    }
    return x;
  }
}

/**
 * Where a body that goes on as it moves, slower and slower, comes to, [B, frames x 58]: what is predicted is how the
 * dance differs from that. Its way along the floor stays as it is.
 * @param seed its last poses, at least two, [B, .. x 58]
 */
export function goingOn(seed: tf.Tensor2D, frames: number): tf.Tensor2D {
  const end = seed.shape[1];
  const last = tf.slice(seed, [0, end - POSE_SIZE], [-1, POSE_SIZE]);
  const before = tf.slice(seed, [0, end - 2 * POSE_SIZE], [-1, POSE_SIZE]);
  const moves = Float32Array.from({ length: POSE_SIZE }, (_, i) => (i < VELOCITY_AT ? 1 : 0));
  const reach: number[] = [];
  for (let frame = 0; frame < frames; frame++) reach.push((reach.at(-1) ?? 0) + GOES_ON ** (frame + 1));
  const moved = tf.mul(tf.sub(last, before), tf.tensor1d(moves));
  const way = tf.mul(tf.expandDims(moved, 1), tf.reshape(tf.tensor1d(reach), [1, frames, 1]));
  return tf.reshape(tf.add(tf.expandDims(last, 1), way), [-1, frames * POSE_SIZE]);
}

/**
 * Frames under a Gaussian, [B, T, 58]: tokens write their frames apart from each other, and bodies do not jump from one to
 * the next. Before the first frame nothing changes; after the last one what does, stays.
 */
export function smoothed(frames: tf.Tensor3D): tf.Tensor3D {
  const [rows, count, columns] = frames.shape;
  const weights = new Float32Array(count * count);
  const offsets = Array.from({ length: 2 * SMOOTH_REACH + 1 }, (_, i) => i - SMOOTH_REACH);
  const bell = offsets.map((offset) => Math.exp((-0.5 * offset ** 2) / SMOOTH_FRAMES ** 2));
  const total = bell.reduce((sum, weight) => sum + weight, 0);
  for (let frame = 0; frame < count; frame++)
    offsets.forEach((offset, i) => {
      const from = Math.min(frame + offset, count - 1);
      if (from >= 0) weights[from * count + frame]! += bell[i]! / total;
    });
  // One product of all rows: on WASM that of each by itself is ten times as slow.
  const last = tf.reshape(tf.transpose(frames, [0, 2, 1]), [rows * columns, count]) as tf.Tensor2D;
  const smooth = tf.matMul(last, tf.tensor2d(weights, [count, count]));
  return tf.transpose(tf.reshape(smooth, [rows, columns, count]), [0, 2, 1]) as tf.Tensor3D;
}

/** Each row so many times, one after the other. */
function repeated(rows: tf.Tensor2D, times: number): tf.Tensor2D {
  const [count, columns] = rows.shape;
  return tf.reshape(tf.tile(rows, [1, times]), [count * times, columns]);
}
