import * as tf from "@tensorflow/tfjs-core";
import { gaussian, type Random } from "../../motion/random.ts";
import { blocksLength } from "../blocks.ts";
import { FixedLayers } from "../linear-layers.ts";
import type { Model } from "../model.ts";
import { read, table } from "../tensors.ts";
import { PhraseNetwork } from "./network.ts";
import { CONSTANT_BLOCKS, FRAME_SIZE, linearLayers, type Sizes } from "./weights.ts";

/** A phrase in the space: a latent for each of its segments, one after the other, [segments * latent]. */
export type Point = Float32Array;

/** The space of phrases that a model has learnt: to it and back, and the ways through it. */
export class PhraseSpace {
  /** Frames of a segment: phrases are whole numbers of them. */
  readonly segment: number;
  /** Numbers of a segment's latent. */
  readonly latent: number;
  readonly #layers: FixedLayers;
  readonly #network: PhraseNetwork;

  constructor({ sizes, values }: Pick<Model<Sizes>, "sizes" | "values">) {
    const constants = blocksLength(CONSTANT_BLOCKS);
    this.segment = sizes.segment;
    this.latent = sizes.latent;
    this.#layers = new FixedLayers(linearLayers(sizes), values.subarray(constants));
    this.#network = new PhraseNetwork(sizes, this.#layers, values.subarray(0, constants));
  }

  /** @param rows of one phrase, of whole segments, [frames * 58], see phrase-rows.ts */
  async encode(rows: Float32Array): Promise<Point> {
    return read(
      tf.tidy(() => this.#network.encode(tf.tensor3d(rows, [1, rows.length / FRAME_SIZE, FRAME_SIZE])).mean),
    );
  }

  /** The rows of phrases of the same length, [frames * 58] each. */
  async decode(points: readonly Point[]): Promise<readonly Float32Array[]> {
    if (points.length === 0) return [];
    const segments = points[0]!.length / this.latent;
    const rows = await read(
      tf.tidy(() => this.#network.decode(tf.reshape(table(points), [-1, this.latent]), segments)),
    );
    const length = segments * this.segment * FRAME_SIZE;
    return points.map((_, index) => rows.slice(index * length, (index + 1) * length));
  }

  dispose(): void {
    this.#network.dispose();
    this.#layers.dispose();
  }
}

/**
 * A phrase near another: its point with normal noise, `sigma` times as much of it as there is of the phrase (the root mean
 * square of its point: with more, as of the standard normal prior, it is danced harder than it was), as far from the
 * middle as the phrase. At 0 it is the phrase itself; at 1 as much chance as phrase.
 */
export function near(point: Point, sigma: number, random: Random): Point {
  if (sigma === 0) return point;
  const shell = Math.hypot(1, sigma);
  const spread = Math.sqrt(point.reduce((sum, value) => sum + value * value, 0) / point.length);
  return point.map((value) => (value + sigma * spread * gaussian(random)) / shell);
}

/**
 * Between two phrases of the same length, segment by segment along the arc from one latent to the other: halfway on the
 * chord both cancel each other out, and the dance would slow down (White 2016, "Sampling Generative Networks").
 * @param share of the second in each segment, 0 to 1
 */
export function between(
  from: Point,
  to: Point,
  latent: number,
  share: (segment: number, of: number) => number,
): Point {
  const out = new Float32Array(from.length);
  const segments = from.length / latent;
  for (let segment = 0; segment < segments; segment++) {
    const [a, b] = [from, to].map((point) => point.subarray(segment * latent, (segment + 1) * latent)) as [
      Point,
      Point,
    ];
    const [ofA, ofB] = onArc(a, b, share(segment, segments));
    for (let i = 0; i < latent; i++) out[segment * latent + i] = ofA * a[i]! + ofB * b[i]!;
  }
  return out;
}

/** Weights of two vectors at a share of the arc between them. */
function onArc(a: Point, b: Point, share: number): readonly [number, number] {
  const dot = (p: Point, q: Point) => p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  const cosine = dot(a, b) / Math.max(Math.sqrt(dot(a, a) * dot(b, b)), 1e-9);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  // Along a line there is no arc, whichever way.
  if (Math.sin(angle) < 1e-3) return [1 - share, share];
  return [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)];
}

/**
 * A phrase with another number of segments, which begins as it does, or ends as it does: the rest is left out, or danced
 * again.
 */
export function cutTo(point: Point, segments: number, latent: number, keep: "begins" | "ends"): Point {
  const wanted = segments * latent;
  const skipped = keep === "begins" ? 0 : point.length - (wanted % point.length);
  return Float32Array.from({ length: wanted }, (_, i) => point[(skipped + i) % point.length]!);
}
