import * as tf from "@tensorflow/tfjs-core";
import { type LayerShapes, layerBlocks, viewBlocks } from "./blocks.ts";

/** What networks are made of, in live use and in training alike: `linear` is x W + b. */
export interface LinearLayers {
  linear(name: string, x: tf.Tensor2D): tf.Tensor2D;
}

/** Layers for live use: weights that stay as they are, and no gradients. */
export class FixedLayers implements LinearLayers {
  readonly #layers = new Map<string, { readonly matrix: tf.Tensor2D; readonly bias: tf.Tensor1D }>();

  /** @param values of these layers, in their order, matrix and bias of each. */
  constructor(shapes: LayerShapes, values: Float32Array) {
    const views = viewBlocks(layerBlocks(shapes), values);
    for (const [name, [inputs, outputs]] of Object.entries(shapes)) {
      this.#layers.set(name, {
        matrix: tf.tensor2d(views.get(`${name}.matrix`)!, [inputs, outputs]),
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
  }
}
