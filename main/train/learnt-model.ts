import { blockLength, layerBlocks, linearLayers } from "../engine/predict/layers.ts";
import { type About, constantsIn, type Model } from "../engine/predict/model.ts";
import type { Learning } from "./learning.ts";

/** The model as far as it has learnt: the constants, and of the parameters those that live use needs. */
export function learntModel(about: About, constants: Float32Array, { parameters }: Learning): Model {
  const blocks = layerBlocks(linearLayers(about.sizes));
  const count = blocks.reduce((sum, block) => sum + blockLength(block), 0);
  const values = new Float32Array(constants.length + count);
  values.set(constants);
  // They come first among what is learnt, see learntBlocks.
  values.set(parameters.subarray(0, count), constants.length);
  return { about, values, constants: constantsIn(values) };
}
