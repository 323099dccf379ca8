import { blocksLength, layerBlocks, viewBlocks } from "../../../generators/blocks.ts";
import {
  CONSTANT_BLOCKS,
  constantsIn,
  linearLayers,
  type Sizes,
} from "../../../generators/recurrent-cvae/weights.ts";
import type { Random } from "../../../motion/random.ts";
import type { StandardBody } from "../../../motion/standard-body.ts";
import { loadModel, provenanceOf, type TrainingProvenance } from "../../../runtime/model-files.ts";
import { ConfigError } from "../../../system/errors.ts";
import type { Archive } from "../data/dataset.ts";
import { initialOptimiserState, type OptimiserState } from "../optimiser/optimiser.ts";
import { parameterBlocks } from "../optimiser/trainable-layers.ts";
import { recurrentCvaeHearing } from "./training.ts";

/** A model that dances, and is to learn only to hear: what a run takes over from it. */
export interface DancingModel {
  readonly sizes: Sizes;
  readonly constants: Float32Array;
  readonly body: StandardBody;
  /** The same takes by the model's own styles. @throws ConfigError for one that it has not. */
  inItsStyles(archive: Archive): Archive;
  /** The parameters of a new run: those of the model, and what hears, which is new unless it hears already. */
  begin(random: Random): OptimiserState;
  /** Where it comes from once it has learnt more. */
  taught(further: TrainingProvenance): TrainingProvenance;
}

/** @throws ModelError for a folder that is no model; ConfigError for one of another type. */
export async function openDancingModel(folder: string): Promise<DancingModel> {
  const { type, sizes: found, styles, values } = await loadModel(folder);
  const { generator, sizes: usual, groups } = recurrentCvaeHearing;
  if (type !== generator.type)
    throw new ConfigError(`--hear is ${folder}, a model of type ${type}; expected one of ${generator.type}`);
  const own = found as Sizes;
  const sizes: Sizes = { ...own, hearing: own.hearing || usual(styles.length).hearing };
  const provenance = await provenanceOf(folder);
  const constants = values.slice(0, blocksLength(CONSTANT_BLOCKS));
  return {
    sizes,
    constants,
    body: constantsIn(constants),
    inItsStyles(archive) {
      const dances = archive.dances.map((dance) => {
        const name = archive.styles[dance.style]!;
        const style = styles.indexOf(name);
        if (style >= 0) return { ...dance, style };
        throw new ConfigError(
          `${dance.name}: its style is ${name}, which ${folder} does not know; expected one of ${styles.join(", ")}, ` +
            `or --leave-out ${name}`,
        );
      });
      return { ...archive, styles, dances };
    },
    begin(random) {
      const state = initialOptimiserState(groups(sizes), random);
      const known = viewBlocks(layerBlocks(linearLayers(own)), values.subarray(constants.length));
      for (const [name, view] of viewBlocks(parameterBlocks(groups(sizes)), state.parameters)) {
        const taken = known.get(name);
        if (taken) view.set(taken);
      }
      state.average.set(state.parameters);
      return state;
    },
    taught: (further) => ({
      ...further,
      sources: [...new Set([...provenance.sources, ...further.sources])],
      licences: [...new Set([...provenance.licences, ...further.licences])],
      seconds: Math.max(provenance.seconds, further.seconds),
      steps: provenance.steps + further.steps,
      minutes: provenance.minutes + further.minutes,
    }),
  };
}
