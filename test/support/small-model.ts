import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model, NamedSizes } from "../../main/generators/model.ts";
import type { Sizes } from "../../main/generators/recurrent-cvae/weights.ts";
import { measureConstants } from "../../main/learn/train/constants/constants.ts";
import { standardise } from "../../main/learn/train/data/dataset.ts";
import { initialOptimiserState, trainedModel } from "../../main/learn/train/optimiser/optimiser.ts";
import { recurrentCvaeTraining } from "../../main/learn/train/recurrent-cvae/training.ts";
import type { TrainableName } from "../../main/learn/train/types.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { sineDance } from "./dances.ts";

export const SMALL: Sizes = {
  hidden: 12,
  latent: 4,
  code: 6,
  refine: 9,
  prior: 10,
  decoder: 14,
  segment: 5,
  styles: 1,
  hearing: 0,
};

/** The same, and it hears. */
export const SMALL_HEARING: Sizes = { ...SMALL, hearing: 8 };

/** Of each kind of network that can be trained. */
export const SMALL_SIZES: Readonly<Record<TrainableName, NamedSizes>> = {
  "recurrent-cvae": SMALL,
  "phrase-vae": { hidden: 12, latent: 4, segment: 8 },
  "ac-lstm": { hidden: 16, layers: 2 },
  "mdn-lstm": { hidden: 16, layers: 2, mixtures: 2 },
  "dance-revolution": { hidden: 16, layers: 2 },
  fact: {
    ...{ hidden: 16, heads: 2, intermediate: 24, motionLayers: 1, audioLayers: 1, crossLayers: 1 },
    ...{ seed: 8, heard: 16, future: 8, patch: 4, heardPatch: 8, audio: 4, latent: 4 },
  },
};

/** Its parameters. */
export const SMALL_GROUPS = recurrentCvaeTraining.groups(SMALL);

const dataset = await standardise(
  [{ name: "sines", style: "swing", fps: 30, source: "", licence: "", frames: sineDance({ seconds: 20 }) }],
  join(mkdtempSync(join(tmpdir(), "continuo-test-")), "placements"),
);

let constants: Float32Array | undefined;

/** A small network that has learnt nothing yet, with the standard body of the sine dancer. */
export function smallModel(sizes: Sizes = SMALL): Model<Sizes> {
  const optimiser = initialOptimiserState(recurrentCvaeTraining.groups(sizes), seededRandom(5));
  // They take a second.
  constants ??= measureConstants(dataset);
  return trainedModel(
    recurrentCvaeTraining,
    { name: "small", fps: 30, sizes, styles: ["swing"] },
    constants.slice(),
    optimiser,
  );
}
