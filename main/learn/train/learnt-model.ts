import type { Model } from "../../generators/model.ts";
import { recurrentCvae } from "../../generators/recurrent-cvae/recurrent-cvae.ts";
import { type Sizes, valueCount } from "../../generators/recurrent-cvae/weights.ts";
import type { Learning } from "./learning.ts";

/** The model as far as it has learnt: the constants, and of the parameters those that live use needs. */
export function learntModel(
  about: Omit<Model<Sizes>, "type" | "values">,
  constants: Float32Array,
  { average }: Learning,
): Model<Sizes> {
  const values = new Float32Array(valueCount(about.sizes));
  values.set(constants);
  // What live use needs comes first among what is learnt, see learntBlocks.
  values.set(average.subarray(0, values.length - constants.length), constants.length);
  return { type: recurrentCvae.type, ...about, values };
}
