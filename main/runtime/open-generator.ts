import type { Generator } from "../generators/generator.ts";
import { openModel } from "../generators/registry.ts";
import { loadModel } from "./model-files.ts";
import { type BackendChoice, startTensorflow } from "./tensorflow.ts";

export interface OpenedGenerator extends Generator {
  /** What it runs on, and why on nothing better: one line. */
  readonly backend: string;
}

/**
 * The generator of a model folder.
 * @throws ModelError when its files are missing or disagree; ConfigError when the backend is not to be had.
 */
export async function openGenerator(folder: string, backend: BackendChoice): Promise<OpenedGenerator> {
  const model = await loadModel(folder);
  const { description } = await startTensorflow(backend, "live");
  return Object.assign(openModel(model), { backend: description });
}
