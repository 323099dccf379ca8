import { FiniteGenerator } from "../generators/finite-generator.ts";
import type { Generator } from "../generators/generator.ts";
import { MotionGraph } from "../generators/motion-graph/motion-graph.ts";
import { openModel } from "../generators/registry.ts";
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

/** The settings that say what dances on. */
export type GeneratorChoice = Pick<RuntimeSettings, "generator" | "archive" | "model" | "backend">;

/** Frames a second of a generator that has no takes to say so. */
const FPS = 30;
const NO_NETWORK = { backend: "without a network", isOnCpu: true };

/**
 * The generator that the settings ask for.
 * @param context is told how far the graph of an archive is, which is built where it is not there yet; null where
 *   nobody may wait for that.
 * @throws UserError naming the setting, the archive or the model folder that is not as it should be.
 */
export async function openChosenGenerator(
  { generator, archive, model, backend }: GeneratorChoice,
  context: JobContext | null,
  onFault?: (line: string) => void,
): Promise<OpenedGenerator> {
  if (generator === "model") return openGenerator(model, backend, onFault);
  if (generator === "memory")
    return checked(new MotionGraph("memory", null, FPS), "memory", NO_NETWORK, onFault);
  if (archive === null)
    throw new ConfigError("generator is graph and archive names nothing, expected a folder of takes");
  const graph = await (context ? openPoseGraph(archive, context) : openBuiltPoseGraph(archive));
  return checked(new MotionGraph("graph", graph, graph.fps), archive, NO_NETWORK, onFault);
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
  const model = await loadModel(folder);
  const { description, backend: started } = await startTensorflow(backend, "live");
  const isOnCpu = started === "wasm" || started === "cpu";
  return checked(openModel(model), folder, { backend: description, isOnCpu }, onFault);
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
