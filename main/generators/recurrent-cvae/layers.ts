import * as tf from "@tensorflow/tfjs";
import { BONE_COUNT } from "../../motion/bones.ts";
import { ACCELERATION_SIZE, FEATURE_SIZE, POINTS, STATE_SIZE } from "./motion-state.ts";
import { FOUND, WINDOWED } from "./wiener.ts";

/** Everything about a network's shape that its maker may choose. */
export interface Sizes {
  readonly hidden: number;
  readonly latent: number;
  readonly code: number;
  readonly amend: number;
  readonly prior: number;
  readonly decoder: number;
  /** Frames that one latent decides. */
  readonly segment: number;
  /** Styles of dance in the archive. */
  readonly styles: number;
}

/** The constants that a network reckons with, as tensors: see CONSTANT_BLOCKS. */
export interface Constants {
  readonly mean: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  readonly turn: tf.Tensor1D;
  readonly least: tf.Tensor1D;
  readonly most: tf.Tensor1D;
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
export const FUTURE_SAMPLES = 4;

/** Inputs and outputs of every linear layer, derived from the sizes. */
export function linearLayers(sizes: Sizes): Record<string, readonly [number, number]> {
  const { hidden: H, latent, code, amend, prior, decoder, styles } = sizes;
  const known = H + FEATURE_SIZE + code + styles;
  return {
    "low.input": [FEATURE_SIZE, 3 * H],
    "low.back": [H, 3 * H],
    "high.input": [H, 3 * H],
    "high.back": [H, 3 * H],
    "amend.in": [H + FEATURE_SIZE, amend],
    "amend.out": [amend, STATE_SIZE],
    code: [H, code],
    style: [code, styles],
    "prior.in": [known, prior],
    "prior.out": [prior, 2 * latent],
    "decoder.in": [known + latent + 1, decoder],
    "decoder.out": [decoder, ACCELERATION_SIZE],
  };
}

/** The layers that exist only while training. */
export function trainingLayers(sizes: Sizes): Record<string, readonly [number, number]> {
  const { hidden: H, latent, prior } = sizes;
  return {
    "posterior.in": [H + FEATURE_SIZE + FUTURE_SAMPLES * STATE_SIZE, prior],
    "posterior.out": [prior, 2 * latent],
  };
}

/**
 * Standard units, the standard body and how dances go: measured on the training data, never learnt. They begin the
 * weights file, in this order.
 */
export const CONSTANT_BLOCKS = [
  // Mean and 1 / deviation of a faced moment.
  { name: "mean", shape: [STATE_SIZE] },
  { name: "scale", shape: [STATE_SIZE] },
  // Deviation of the change of velocity, metres a frame.
  { name: "turn", shape: [ACCELERATION_SIZE] },
  // Usual length of each bone of the standard body, metres.
  { name: "length", shape: [BONE_COUNT] },
  // Shortest and longest that each bone may be, metres; its usual length for bones that do not flex.
  { name: "least", shape: [BONE_COUNT] },
  { name: "most", shape: [BONE_COUNT] },
  // Fastest that each bone, then the hips, ever moved, metres a frame.
  { name: "speed", shape: [POINTS] },
  // Lowest and highest that the hips ever were, metres.
  { name: "height", shape: [2] },
  // Usual mean speed of the joints in the room, metres a frame.
  { name: "pace", shape: [1] },
  // The filters of an axis of the floor and of the upright one, see wiener.ts.
  { name: "acrossModes", shape: [WINDOWED, WINDOWED] },
  { name: "acrossVariances", shape: [WINDOWED] },
  { name: "acrossBack", shape: [FOUND, WINDOWED] },
  { name: "uprightModes", shape: [WINDOWED, WINDOWED] },
  { name: "uprightVariances", shape: [WINDOWED] },
  { name: "uprightBack", shape: [FOUND, WINDOWED] },
] as const satisfies readonly Block[];

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

/** @param views of the constants, by name. */
export function constantTensors(views: ReadonlyMap<string, Float32Array>): Constants {
  const tensor = (name: keyof Constants) => tf.tensor1d(views.get(name)!);
  return {
    mean: tensor("mean"),
    scale: tensor("scale"),
    turn: tensor("turn"),
    least: tensor("least"),
    most: tensor("most"),
  };
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
