import * as tf from "@tensorflow/tfjs-core";
import { viewBlocks } from "../blocks.ts";
import type { LinearLayers } from "../linear-layers.ts";
import { BLOCKS, CONSTANT_BLOCKS, FRAME_SIZE, PATCH, type Sizes } from "./weights.ts";

/**
 * The network: a variational autoencoder (Kingma and Welling 2014) of phrases of any length, convolutional in time. Every
 * segment of half a second has a latent of its own, which is decoded together with those beside it. One definition, for
 * training and for live use. B is the batch, T frames, S = T / segment, P = T / 4 patches.
 *
 *     frames -> patches of 4 -> two residual blocks -> segments -> two residual blocks -> posterior
 *     latent -> two residual blocks -> patches -> two residual blocks -> frames, each written by the two patches around it
 *
 * A convolution over three neighbours is one product: its inputs are laid side by side.
 */

/** A diagonal Gaussian over latents. */
export interface Gaussian {
  readonly mean: tf.Tensor2D; // [B S, latent]
  readonly logSigma: tf.Tensor2D; // [B S, latent]
}

/** Where logarithms of sigma begin, so that training begins by reconstructing, and their limits. */
const FIRST_LOG_SIGMA = -2;
const LOG_SIGMAS = [-5, 3] as const;

export class PhraseNetwork {
  readonly sizes: Sizes;
  readonly #layers: LinearLayers;
  readonly #mean: tf.Tensor1D;
  readonly #scale: tf.Tensor1D;
  /** How much of each of the 8 frames that a patch writes is its own: the next patch fades in as it fades out. */
  readonly #fade: tf.Tensor;

  /** @param constants see CONSTANT_BLOCKS */
  constructor(sizes: Sizes, layers: LinearLayers, constants: Float32Array) {
    const views = viewBlocks(CONSTANT_BLOCKS, constants);
    this.sizes = sizes;
    this.#layers = layers;
    this.#mean = tf.tensor1d(views.get("mean")!);
    this.#scale = tf.tensor1d(views.get("scale")!);
    this.#fade = tf.tensor(
      Array.from({ length: 2 * PATCH }, (_, frame) => 1 - Math.abs(frame + 0.5 - PATCH) / PATCH),
      [1, 2 * PATCH, 1],
    );
  }

  /** @param frames of whole segments, [B, T, 58] */
  encode(frames: tf.Tensor3D): Gaussian {
    const { hidden, segment } = this.sizes;
    const [, length] = frames.shape;
    const patches = length / PATCH;
    const standard = tf.mul(tf.sub(frames, this.#mean), this.#scale);
    const read = this.#layers.linear("read", tf.reshape(standard, [-1, PATCH * FRAME_SIZE]));
    const fine = this.#residual("encoder.patches", read, patches);
    const down = this.#layers.linear("down", tf.reshape(fine, [-1, (segment / PATCH) * hidden]));
    const coarse = this.#residual("encoder.segments", down, length / segment);
    const [mean, logSigma] = tf.split(this.#layers.linear("posterior", tf.relu(coarse)), 2, 1) as [
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    return { mean, logSigma: tf.clipByValue(tf.add(logSigma, FIRST_LOG_SIGMA), ...LOG_SIGMAS) };
  }

  /** @param latents [B S, latent] @returns [B, T, 58] */
  decode(latents: tf.Tensor2D, segments: number): tf.Tensor3D {
    const { hidden, segment } = this.sizes;
    const patches = (segments * segment) / PATCH;
    const coarse = this.#residual("decoder.segments", this.#layers.linear("latent", latents), segments);
    const up = tf.reshape(this.#layers.linear("up", tf.relu(coarse)), [-1, hidden]) as tf.Tensor2D;
    const fine = this.#residual("decoder.patches", up, patches);
    const written = this.#layers.linear("write", tf.relu(fine));
    return tf.add(tf.div(this.#overlapped(written, patches), this.#scale), this.#mean);
  }

  dispose(): void {
    tf.dispose([this.#mean, this.#scale, this.#fade]);
  }

  /** Blocks that add to what they are given (He et al. 2016). @param length of each sequence; rows are [B length, hidden] */
  #residual(name: string, rows: tf.Tensor2D, length: number): tf.Tensor2D {
    const { hidden } = this.sizes;
    return BLOCKS.reduce((x, block) => {
      const sequences = tf.reshape(tf.relu(x), [-1, length, hidden]) as tf.Tensor3D;
      const none = tf.zeros([sequences.shape[0], 1, hidden]) as tf.Tensor3D;
      const before = tf.concat([none, tf.slice(sequences, [0, 0, 0], [-1, length - 1, -1])], 1);
      const after = tf.concat([tf.slice(sequences, [0, 1, 0], [-1, length - 1, -1]), none], 1);
      const beside = tf.reshape(tf.concat([before, sequences, after], 2), [-1, 3 * hidden]) as tf.Tensor2D;
      const within = tf.relu(this.#layers.linear(`${name}.${block}.in`, beside));
      return tf.add(x, this.#layers.linear(`${name}.${block}.out`, within));
    }, rows);
  }

  /** Patches of 8 frames, 4 apart, faded over into each other: [B P, 8 x 58] to [B, T, 58]. */
  #overlapped(written: tf.Tensor2D, patches: number): tf.Tensor3D {
    const length = PATCH * patches;
    const faded = tf.mul(tf.reshape(written, [-1, 2 * PATCH, FRAME_SIZE]), this.#fade) as tf.Tensor3D;
    const [first, second] = tf
      .split(faded, 2, 1)
      .map((part) => tf.reshape(part, [-1, length, FRAME_SIZE]) as tf.Tensor3D) as [tf.Tensor3D, tf.Tensor3D];
    // The first patch begins two frames before the phrase, and the last ends two after it.
    const half = PATCH / 2;
    const early = tf.slice(first, [0, half, 0], [-1, length - half, -1]);
    const late = tf.slice(second, [0, 0, 0], [-1, length - half, -1]);
    const both = tf.add(
      tf.pad(early, [
        [0, 0],
        [0, half],
        [0, 0],
      ]),
      tf.pad(late, [
        [0, 0],
        [half, 0],
        [0, 0],
      ]),
    );
    return tf.div(both, this.#shares(length)) as tf.Tensor3D;
  }

  /** How much of each frame was written: all of it, but for the two frames at either end. */
  #shares(length: number): tf.Tensor3D {
    const shares = new Float32Array(length).fill(1);
    for (let frame = 0; frame < PATCH / 2; frame++) {
      const share = 1 - (PATCH / 2 - frame - 0.5) / PATCH;
      shares[frame] = share;
      shares[length - 1 - frame] = share;
    }
    return tf.tensor3d(shares, [1, length, 1]);
  }
}
