import * as tf from "@tensorflow/tfjs";
import { CONSTANT_BLOCKS, layerBlocks, linearLayers, type Sizes, viewBlocks } from "./weights.ts";

/** The constants that the network itself uses, as tensors: see CONSTANT_BLOCKS. */
export interface Constants {
  readonly mean: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  readonly acceleration: tf.Tensor1D;
  readonly shortest: tf.Tensor1D;
  readonly longest: tf.Tensor1D;
}

/** What the network is made of, in live use and in training alike: `linear` is x W + b. */
export interface Layers {
  readonly constants: Constants;
  linear(name: string, x: tf.Tensor2D): tf.Tensor2D;
}

/** @param views of the constants, by name. */
export function constantTensors(views: ReadonlyMap<string, Float32Array>): Constants {
  const tensor = (name: keyof Constants) => tf.tensor1d(views.get(name)!);
  return {
    mean: tensor("mean"),
    scale: tensor("scale"),
    acceleration: tensor("acceleration"),
    shortest: tensor("shortest"),
    longest: tensor("longest"),
  };
}

/** Layers for live use: weights that stay as they are, and no gradients. */
export class FixedLayers implements Layers {
  readonly constants: Constants;
  readonly #layers = new Map<string, { readonly matrix: tf.Tensor2D; readonly bias: tf.Tensor1D }>();

  /** @param values of a model, see weights.ts. */
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
