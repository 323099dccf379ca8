import type { MissingGenerators } from "../../shared/commands/controls.ts";
import { GENERATOR_NAMES, type GeneratorName } from "../../shared/commands/parameters.ts";
import { fact } from "../generators/fact/fact.ts";
import { FiniteGenerator } from "../generators/finite-generator.ts";
import type { Generator } from "../generators/generator.ts";
import { GeneratorSet } from "../generators/generator-set.ts";
import type { Model } from "../generators/model.ts";
import { MotionGraph } from "../generators/motion-graph/motion-graph.ts";
import { PhraseSpace } from "../generators/phrase-vae/phrase-space.ts";
import { phraseVae } from "../generators/phrase-vae/phrase-vae.ts";
import type { Sizes } from "../generators/phrase-vae/weights.ts";
import { openModel } from "../generators/registry.ts";
import { Variations } from "../generators/variations/variations.ts";
import { ConfigError, ModelError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { loadModel } from "./model-files.ts";
import { openBuiltPoseGraph, openPoseGraph } from "./pose-graph-file.ts";
import type { RuntimeSettings } from "./settings.ts";
import { type BackendChoice, startTensorflow } from "./tensorflow.ts";

export interface OpenedGenerator extends Generator {
  /** What it runs on, and why on nothing better: one line. */
  readonly backend: string;
  /** Whether it computes on one core, and not on a graphics card. */
  readonly isOnCpu: boolean;
}

/** What generators are made of. */
export type GeneratorSources = Pick<RuntimeSettings, "archive" | "model" | "phrases" | "fact" | "backend">;

/** The settings that say what dances on. */
export type GeneratorChoice = GeneratorSources & { readonly generator: GeneratorName };

/** Frames a second of a generator that has no takes to say so. */
const FPS = 30;
const NO_NETWORK = { backend: "without a network", isOnCpu: true };

/** How each is opened; see `openChosenGenerator`. A new one is an entry here. */
const OPENERS: Readonly<
  Record<
    GeneratorName,
    (
      sources: GeneratorSources,
      context: JobContext | null,
      onFault?: (line: string) => void,
    ) => Promise<OpenedGenerator>
  >
> = {
  model: ({ model, backend }, _, onFault) => openGenerator(model, backend, onFault),
  async graph({ archive }, context, onFault) {
    if (archive === null)
      throw new ConfigError("generator is graph and archive names nothing, expected a folder of takes");
    const graph = await (context ? openPoseGraph(archive, context) : openBuiltPoseGraph(archive));
    return checked(new MotionGraph("graph", graph, graph.fps), archive, NO_NETWORK, onFault);
  },
  memory: async (_, __, onFault) =>
    checked(new MotionGraph("memory", null, FPS), "memory", NO_NETWORK, onFault),
  vary: async (_, __, onFault) => checked(new Variations(FPS), "vary", NO_NETWORK, onFault),
  async "phrase-vae"({ phrases, backend }, _, onFault) {
    const model = await loadModelOf(phraseVae.type, phrases);
    return openModelOf(phrases, model, backend, onFault);
  },
  async fact({ fact: folder, backend }, _, onFault) {
    return openModelOf(folder, await loadModelOf(fact.type, folder), backend, onFault);
  },
};

/**
 * The generator that the settings ask for.
 * @param context is told how far the graph of an archive is, which is built where it is not there yet; null where
 *   nobody may wait for that.
 * @throws UserError naming the setting, the archive or the model folder that is not as it should be.
 */
export const openChosenGenerator = (
  { generator, ...sources }: GeneratorChoice,
  context: JobContext | null,
  onFault?: (line: string) => void,
): Promise<OpenedGenerator> => OPENERS[generator](sources, context, onFault);

export interface OpenedGenerators {
  readonly generators: GeneratorSet;
  readonly missing: MissingGenerators;
  /** What the model runs on. */
  readonly backend: string;
}

/**
 * All generators, to change between while a show is on: nobody waits for a graph to be built. One that is not to be had
 * is missing, but for the model.
 * @throws UserError naming what is wrong with the model folder or the backend.
 */
export async function openGenerators(
  sources: GeneratorSources,
  onFault: (line: string) => void,
): Promise<OpenedGenerators> {
  const model = await OPENERS.model(sources, null, onFault);
  const found: Partial<Record<GeneratorName, Generator>> = {};
  const missing: Partial<Record<GeneratorName, string>> = {};
  for (const name of GENERATOR_NAMES) {
    if (name === "model") continue;
    try {
      const opened = await OPENERS[name](sources, null, onFault);
      if (opened.fps === model.fps) found[name] = opened;
      else
        missing[name] =
          `${name} dances at ${opened.fps} frames a second, expected the ${model.fps} of the model`;
    } catch (error) {
      missing[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { generators: new GeneratorSet({ ...found, model }), missing, backend: model.backend };
}

/**
 * The generator of a model folder.
 * @param onFault is told when the model gives numbers that are none, and the dance goes on; without it that is a
 *   ModelError of the step.
 * @throws ModelError when its files are missing or disagree; ConfigError when the backend is not to be had.
 */
export async function openGenerator(
  folder: string,
  backend: BackendChoice,
  onFault?: (line: string) => void,
): Promise<OpenedGenerator> {
  return openModelOf(folder, await loadModel(folder), backend, onFault);
}

async function openModelOf(
  folder: string,
  model: Model,
  backend: BackendChoice,
  onFault?: (line: string) => void,
): Promise<OpenedGenerator> {
  const { description, backend: started } = await startTensorflow(backend, "live");
  const isOnCpu = started === "wasm" || started === "cpu";
  return checked(openModel(model), folder, { backend: description, isOnCpu }, onFault);
}

/** @throws ModelError when its files are missing or disagree, or it is of another type. */
async function loadModelOf(type: string, folder: string): Promise<Model> {
  const model = await loadModel(folder);
  if (model.type !== type)
    throw new ModelError(`${folder}: a model of type ${model.type}, expected one of type ${type}`);
  return model;
}

export interface OpenedPhraseSpace {
  readonly space: PhraseSpace;
  readonly fps: number;
  /** The model, and what it runs on. */
  readonly description: string;
}

/**
 * The space of phrases of a model folder.
 * @throws ModelError when its files are missing or disagree, or it is of another type; ConfigError when the backend is not
 * to be had.
 */
export async function openPhraseSpace(folder: string, backend: BackendChoice): Promise<OpenedPhraseSpace> {
  const model = await loadModelOf(phraseVae.type, folder);
  const { description } = await startTensorflow(backend, "live");
  const about = { description: `${model.name} (${model.type}); ${description}`, fps: model.fps };
  return { ...about, space: new PhraseSpace(model as Model<Sizes>) };
}

function checked(
  generator: Generator,
  from: string,
  on: Pick<OpenedGenerator, "backend" | "isOnCpu">,
  onFault = (line: string): void => {
    throw new ModelError(`${from}: ${line}`);
  },
): OpenedGenerator {
  return Object.assign(new FiniteGenerator(generator, onFault), on);
}
