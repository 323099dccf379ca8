import * as tf from "@tensorflow/tfjs-core";
import { blocksLength, viewBlocks } from "../blocks.ts";
import { FixedLayers, type LinearLayers } from "../linear-layers.ts";
import { CONSTANT_BLOCKS, linearLayers, type Sizes } from "./weights.ts";

/** The constants that the network itself uses, as tensors: see CONSTANT_BLOCKS. */
export interface Constants {
  readonly mean: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  readonly acceleration: tf.Tensor1D;
  readonly shortest: tf.Tensor1D;
  readonly longest: tf.Tensor1D;
}

/** What the network is made of, in live use and in training alike. */
export interface Layers extends LinearLayers {
  readonly constants: Constants;
}

/** @param values that begin with those of CONSTANT_BLOCKS. */
export function constantTensors(values: Float32Array): Constants {
  const views = viewBlocks(CONSTANT_BLOCKS, values);
  const tensor = (name: keyof Constants) => tf.tensor1d(views.get(name)!);
  return {
    mean: tensor("mean"),
    scale: tensor("scale"),
    acceleration: tensor("acceleration"),
    shortest: tensor("shortest"),
    longest: tensor("longest"),
  };
}

/** Those of a model for live use. */
export class ModelLayers extends FixedLayers implements Layers {
  readonly constants: Constants;

  /** @param values of a model, see weights.ts. */
  constructor(sizes: Sizes, values: Float32Array) {
    super(linearLayers(sizes), values.subarray(blocksLength(CONSTANT_BLOCKS)));
    this.constants = constantTensors(values);
  }

  override dispose(): void {
    super.dispose();
    tf.dispose(Object.values(this.constants));
  }
}
