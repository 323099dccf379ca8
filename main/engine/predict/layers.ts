import * as tf from "@tensorflow/tfjs";
import { BONE_COUNT } from "../phrase/bones.ts";
import { FEATURES, MOMENT, POINTS, TURN } from "./moment.ts";
import { FOUND, WINDOWED } from "./wiener.ts";

/** Everything about a network's shape that its maker may choose. */
export interface Sizes {
  readonly hidden: number;
  readonly latent: number;
  readonly code: number;
  readonly prior: number;
  readonly decoder: number;
  /** Frames that one latent decides. */
  readonly segment: number;
  /** Styles of dance in the archive. */
  readonly styles: number;
}

/** Standard units and the standard body; measured on the training data, never learnt. */
export interface Constants {
  /** Mean and 1 / deviation of a faced moment, [114]. */
  readonly mean: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  /** Deviation of the change of velocity, [57]. */
  readonly turn: tf.Tensor1D;
  /** Usual length of each bone of the standard body, [18]. */
  readonly length: tf.Tensor1D;
  /** Shortest and longest that each bone may be, [18]; its usual length for bones that do not flex. */
  readonly least: tf.Tensor1D;
  readonly most: tf.Tensor1D;
  /** Fastest that each bone, then the hips, ever moved, metres a frame, [19]. */
  readonly speed: tf.Tensor1D;
  /** Lowest and highest that the hips ever were, metres, [2]. */
  readonly height: tf.Tensor1D;
  /** Usual mean speed of the joints in the room, metres a frame, [1]. */
  readonly pace: tf.Tensor1D;
  /** The filters of an axis of the floor, and of the upright one, see wiener.ts: [114 * 114], [114], [190 * 114]. */
  readonly acrossModes: tf.Tensor1D;
  readonly acrossVariances: tf.Tensor1D;
  readonly acrossBack: tf.Tensor1D;
  readonly uprightModes: tf.Tensor1D;
  readonly uprightVariances: tf.Tensor1D;
  readonly uprightBack: tf.Tensor1D;
}

/** What the network is made of, whoever holds the weights: `linear` is x W + b. */
export interface Layers {
  readonly constants: Constants;
  linear(name: string, x: tf.Tensor2D): tf.Tensor2D;
}

/** A named block of numbers in the weights file. */
export interface Block {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Moments of the future that the posterior reads. */
export const GLIMPSES = 4;

/** Inputs and outputs of every linear layer, derived from the sizes. */
export function linearLayers(sizes: Sizes): Record<string, readonly [number, number]> {
  const { hidden: H, latent, code, prior, decoder, styles } = sizes;
  const known = H + FEATURES + code + styles;
  return {
    "low.input": [FEATURES, 3 * H],
    "low.back": [H, 3 * H],
    "high.input": [H, 3 * H],
    "high.back": [H, 3 * H],
    code: [H, code],
    style: [code, styles],
    "prior.in": [known, prior],
    "prior.out": [prior, 2 * latent],
    "decoder.in": [known + latent + 1, decoder],
    "decoder.out": [decoder, TURN],
  };
}

/** The layers that exist only while training. */
export function trainingLayers(sizes: Sizes): Record<string, readonly [number, number]> {
  const { hidden: H, latent, prior } = sizes;
  return {
    "posterior.in": [H + FEATURES + GLIMPSES * MOMENT, prior],
    "posterior.out": [prior, 2 * latent],
  };
}

/** The constants as blocks, in the order of the weights file, which they begin. */
export const CONSTANT_BLOCKS: readonly (Block & { readonly name: keyof Constants })[] = [
  { name: "mean", shape: [MOMENT] },
  { name: "scale", shape: [MOMENT] },
  { name: "turn", shape: [TURN] },
  { name: "length", shape: [BONE_COUNT] },
  { name: "least", shape: [BONE_COUNT] },
  { name: "most", shape: [BONE_COUNT] },
  { name: "speed", shape: [POINTS] },
  { name: "height", shape: [2] },
  { name: "pace", shape: [1] },
  { name: "acrossModes", shape: [WINDOWED, WINDOWED] },
  { name: "acrossVariances", shape: [WINDOWED] },
  { name: "acrossBack", shape: [FOUND, WINDOWED] },
  { name: "uprightModes", shape: [WINDOWED, WINDOWED] },
  { name: "uprightVariances", shape: [WINDOWED] },
  { name: "uprightBack", shape: [FOUND, WINDOWED] },
];

/** A matrix and a bias for each layer. */
export function layerBlocks(layers: Record<string, readonly [number, number]>): readonly Block[] {
  return Object.entries(layers).flatMap(([name, [inputs, outputs]]) => [
    { name: `${name}.matrix`, shape: [inputs, outputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ]);
}

export const blockLength = (block: Block): number => block.shape.reduce((a, b) => a * b, 1);

/** Views of a run of numbers, one for each block, by name. */
export function viewBlocks(blocks: readonly Block[], values: Float32Array): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    blocks.map((block) => {
      const view = values.subarray(at, at + blockLength(block));
      at += view.length;
      return [block.name, view];
    }),
  );
}

export function constantTensors(views: ReadonlyMap<string, Float32Array>): Constants {
  return Object.fromEntries(
    CONSTANT_BLOCKS.map(({ name }) => [name, tf.tensor1d(views.get(name)!)]),
  ) as unknown as Constants;
}

/** Layers for live use: the weights lie in tensors, nothing is recorded. */
export class FixedLayers implements Layers {
  readonly constants: Constants;
  readonly #layers = new Map<string, { readonly matrix: tf.Tensor2D; readonly bias: tf.Tensor1D }>();

  /** `values`: the constants, then the layers' matrices and biases. */
  constructor(sizes: Sizes, values: Float32Array) {
    const layers = linearLayers(sizes);
    const views = viewBlocks([...CONSTANT_BLOCKS, ...layerBlocks(layers)], values);
    this.constants = constantTensors(views);
    for (const [name, shape] of Object.entries(layers)) {
      this.#layers.set(name, {
        matrix: tf.tensor2d(views.get(`${name}.matrix`)!, [shape[0], shape[1]]),
        bias: tf.tensor1d(views.get(`${name}.bias`)!),
      });
    }
  }

  linear(name: string, x: tf.Tensor2D): tf.Tensor2D {
    const { matrix, bias } = this.#layers.get(name)!;
    return tf.fused.matMul({ a: x, b: matrix, bias }) as tf.Tensor2D;
  }

  dispose(): void {
    tf.dispose([...this.#layers.values()].flatMap(({ matrix, bias }) => [matrix, bias]));
    tf.dispose(Object.values(this.constants));
  }
}
