import { type Model, valueCount } from "../../../generators/recurrent-cvae/model.ts";
import type { Learning } from "./optimiser.ts";

/** The model as far as it has learnt: the constants, and of the parameters those that live use needs. */
export function learntModel(
  about: Omit<Model, "values">,
  constants: Float32Array,
  { average }: Learning,
): Model {
  const values = new Float32Array(valueCount(about.sizes));
  values.set(constants);
  // What live use needs comes first among what is learnt, see learntBlocks.
  values.set(average.subarray(0, values.length - constants.length), constants.length);
  return { ...about, values };
}
