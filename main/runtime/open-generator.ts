import { FiniteGenerator } from "../generators/finite-generator.ts";
import type { Generator } from "../generators/generator.ts";
import { openModel } from "../generators/registry.ts";
import { ModelError } from "../system/errors.ts";
import { loadModel } from "./model-files.ts";
import { type BackendChoice, startTensorflow } from "./tensorflow.ts";

export interface OpenedGenerator extends Generator {
  /** What it runs on, and why on nothing better: one line. */
  readonly backend: string;
  /** Whether it computes on one core, and not on a graphics card. */
  readonly isOnCpu: boolean;
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
  onFault = (line: string): void => {
    throw new ModelError(`${folder}: ${line}`);
  },
): Promise<OpenedGenerator> {
  const model = await loadModel(folder);
  const { description, backend: started } = await startTensorflow(backend, "live");
  const isOnCpu = started === "wasm" || started === "cpu";
  return Object.assign(new FiniteGenerator(openModel(model), onFault), { backend: description, isOnCpu });
}
