import * as tf from "@tensorflow/tfjs";
import { BONE_COUNT } from "../phrase/bones.ts";
import { gru, tanh } from "./gru.ts";
import type { Layers, Sizes } from "./layers.ts";
import { MOMENT_PARTS, POINTS } from "./moment.ts";

/**
 * The network: a recurrent conditional variational autoencoder over moments of dance. Two GRU cells remember; a
 * latent, drawn once per segment of a third of a second, decides where the dance goes next; a code keeps the phrase
 * that the dancer gave. One definition, for training and for live use. B is the batch: sequences or options.
 *
 *     moment -> faced -> recur -> (hidden) -> prior -> latent -> decode -> turn of velocity -> advance -> moment
 */
export type Moment = tf.Tensor2D; // [B, 112], columns as moment.ts says

/** What two GRU cells remember. */
export interface Hidden {
  readonly low: tf.Tensor2D; // [B, hidden]
  readonly high: tf.Tensor2D; // [B, hidden]
}

/** A diagonal Gaussian over latents. */
export interface Gaussian {
  readonly mean: tf.Tensor2D; // [B, latent]
  readonly logSigma: tf.Tensor2D; // [B, latent]
}

/** Cosine and sine of where the body faces: (1, 0) when its left is towards +x, that is, facing +z. */
export interface Heading {
  readonly cos: tf.Tensor2D; // [B, 1]
  readonly sin: tf.Tensor2D; // [B, 1]
}

type Column = tf.Tensor2D;

/** Where the body faces, from the line through hips and shoulders: the first two bones. */
export function headingOf(moment: Moment): Heading {
  const batch = moment.shape[0];
  const x = tf.sum(tf.slice(moment, [0, 0], [batch, 2]), 1, true); // [B, 1]
  const z = tf.sum(tf.slice(moment, [0, BONE_COUNT + POINTS], [batch, 2]), 1, true); // [B, 1]
  const inverse = tf.rsqrt(tf.add(tf.add(tf.mul(x, x), tf.mul(z, z)), 1e-6));
  return { cos: tf.mul(x, inverse), sin: tf.mul(z, inverse) };
}

/** A moment seen from a heading: turned about the vertical, so that a dance is the same whichever way it faces. */
export function faced(moment: Moment, { cos, sin }: Heading): tf.Tensor2D {
  const [x, y, z, vx, vy, vz] = tf.split(moment, MOMENT_PARTS, 1) as Column[];
  return tf.concat(
    [
      tf.add(tf.mul(x!, cos), tf.mul(z!, sin)),
      y!,
      tf.sub(tf.mul(z!, cos), tf.mul(x!, sin)),
      tf.add(tf.mul(vx!, cos), tf.mul(vz!, sin)),
      vy!,
      tf.sub(tf.mul(vz!, cos), tf.mul(vx!, sin)),
    ],
    1,
  ); // [B, 112]
}

export class Network {
  readonly sizes: Sizes;
  readonly #layers: Layers;

  constructor(sizes: Sizes, layers: Layers) {
    this.sizes = sizes;
    this.#layers = layers;
  }

  /** A faced moment in standard units: what the layers read. */
  features(moment: Moment, heading: Heading): tf.Tensor2D {
    const { mean, scale } = this.#layers.constants;
    return tf.mul(tf.sub(faced(moment, heading), mean), scale); // [B, 112]
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

  /** Where the next segment may go. */
  prior(hidden: Hidden, features: tf.Tensor2D, code: tf.Tensor2D): Gaussian {
    const known = tf.concat([hidden.high, features, code], 1);
    return this.#gaussian(this.#layers.linear("prior.out", tf.relu(this.#layers.linear("prior.in", known))));
  }

  /** Where the next segment goes, given what really came; exists only while training. */
  posterior(prior: Gaussian, hidden: Hidden, features: tf.Tensor2D, future: tf.Tensor2D): Gaussian {
    const known = tf.concat([hidden.high, features, future], 1);
    const change = this.#gaussian(
      this.#layers.linear("posterior.out", tf.relu(this.#layers.linear("posterior.in", known))),
    );
    return { mean: tf.add(prior.mean, change.mean) as Column, logSigma: change.logSigma };
  }

  #gaussian(both: tf.Tensor2D): Gaussian {
    const [mean, logSigma] = tf.split(both, 2, 1) as [Column, Column];
    return { mean, logSigma: tf.clipByValue(logSigma, -5, 1) as Column };
  }

  /** Change of velocity in the next frame, faced. `clock` is the share of the segment that has passed, [B, 1]. */
  decode(
    hidden: Hidden,
    features: tf.Tensor2D,
    code: tf.Tensor2D,
    latent: tf.Tensor2D,
    clock: tf.Tensor2D,
  ): tf.Tensor2D {
    const known = tf.concat([hidden.high, features, code, latent, clock], 1);
    const turn = this.#layers.linear("decoder.out", tf.relu(this.#layers.linear("decoder.in", known)));
    return tf.mul(turn, this.#layers.constants.turn); // [B, 57]
  }

  /** The next moment: velocities turned, everything moved by them, and every bone given its length back. */
  advance(moment: Moment, { cos, sin }: Heading, turn: tf.Tensor2D): Moment {
    const { least, most } = this.#layers.constants;
    const [x, y, z, vx, vy, vz] = tf.split(moment, MOMENT_PARTS, 1) as Column[];
    const [ax, ay, az] = tf.split(turn, 3, 1) as Column[];
    const [newVx, rootVx] = bonesAndRoot(tf.add(vx!, tf.sub(tf.mul(ax!, cos), tf.mul(az!, sin))));
    const [newVy, rootVy] = bonesAndRoot(tf.add(vy!, ay!));
    const [newVz, rootVz] = bonesAndRoot(tf.add(vz!, tf.add(tf.mul(ax!, sin), tf.mul(az!, cos))));
    const [oldY, height] = bonesAndRoot(y!);
    const [toX, toY, toZ] = [tf.add(x!, newVx), tf.add(oldY, newVy), tf.add(z!, newVz)];
    const square = tf.add(tf.add(tf.mul(toX, toX), tf.mul(toY, toY)), tf.mul(toZ, toZ));
    const length = tf.sqrt(tf.add(square, 1e-8)); // [B, 18]
    const fit = tf.div(tf.minimum(tf.maximum(length, least), most), length);
    const [nx, ny, nz] = [tf.mul(toX, fit), tf.mul(toY, fit), tf.mul(toZ, fit)];
    const places = [nx, ny, tf.add(height, rootVy), nz] as Column[];
    const ways = [tf.sub(nx, x!), rootVx, tf.sub(ny, oldY), rootVy, tf.sub(nz, z!), rootVz] as Column[];
    return tf.concat([...places, ...ways], 1); // [B, 112]
  }
}

function bonesAndRoot(points: Column): [Column, Column] {
  return tf.split(points, [BONE_COUNT, 1], 1) as [Column, Column];
}
