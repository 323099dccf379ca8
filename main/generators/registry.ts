import { fact } from "./fact/fact.ts";
import type { Generator } from "./generator.ts";
import type { GeneratorType, Model } from "./model.ts";
import { acLstm } from "./peers/ac-lstm/ac-lstm.ts";
import { danceRevolution } from "./peers/dance-revolution/dance-revolution.ts";
import { mdnLstm } from "./peers/mdn-lstm/mdn-lstm.ts";
import { phraseVae } from "./phrase-vae/phrase-vae.ts";
import { recurrentCvae } from "./recurrent-cvae/recurrent-cvae.ts";

/** Every kind of generator that a model folder may be for: a new one is a folder beside this file, and a line here. */
export const GENERATOR_TYPES: readonly GeneratorType[] = [
  recurrentCvae,
  phraseVae,
  acLstm,
  mdnLstm,
  danceRevolution,
  fact,
];

/** @throws Error where nobody has registered it: no folder with another type is loaded, see model-files.ts. */
export function generatorType(type: string): GeneratorType {
  const found = GENERATOR_TYPES.find((one) => one.type === type);
  if (!found) throw new Error(`no generator is of type ${type}`);
  return found;
}

export const openModel = (model: Model): Generator => generatorType(model.type).open(model);
