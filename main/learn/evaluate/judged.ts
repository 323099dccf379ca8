import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { GENERATOR_NAMES } from "../../../shared/commands/parameters.ts";
import { loadModel } from "../../runtime/model-files.ts";
import { type GeneratorChoice, openChosenGenerator } from "../../runtime/open-generator.ts";
import { POSE_GRAPH_FILE } from "../../runtime/pose-graph-file.ts";
import { ConfigError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import type { ModelSize } from "./metrics/cost.ts";
import type { Judged } from "./open-trial.ts";

/** What is judged, as the settings name it. Plain data: any thread can open it. */
export interface JudgedChoice {
  readonly model: GeneratorChoice;
  readonly beside: readonly (GeneratorChoice & { readonly name: string })[];
}

/** Columns that the table has already. */
const TAKEN = ["model", "repeat", "damped", "ridge", "nearest", "real", "random"];

/**
 * @param beside names of generators, which need no model folder, and model folders
 * @throws ConfigError where two of them would have a column of the same name
 */
export function judgedChoice(model: GeneratorChoice, beside: readonly string[]): JudgedChoice {
  const taken = new Set(TAKEN);
  return {
    model,
    beside: beside.map((named) => {
      const generator = GENERATOR_NAMES.find((one) => one === named && one !== "model");
      const name = generator ?? basename(resolve(named));
      if (taken.has(name))
        throw new ConfigError(
          `--beside is ${named}, but ${name} is another column, expected a name of its own`,
        );
      taken.add(name);
      return { ...model, ...(generator ? { generator } : { generator: "model", model: named }), name };
    }),
  };
}

/** @throws UserError naming the setting, the archive or the model folder that is not as it should be. */
export async function openJudged({ model, beside }: JudgedChoice, context: JobContext): Promise<Judged> {
  const opened = await openChosenGenerator(model, context);
  const others: Judged["beside"][number][] = [];
  for (const { name, ...choice } of beside)
    others.push({ name, generator: await openChosenGenerator(choice, context) });
  return { model: opened, beside: others };
}

/** How large what is judged is: a network's numbers, and its files. */
export async function sizeOf({ generator, archive, ...folders }: GeneratorChoice): Promise<ModelSize> {
  if (generator === "memory" || generator === "vary") return { parameters: 0, bytes: 0 };
  if (generator === "graph") {
    // Where the folder cannot be written to it is not there.
    const file = await stat(join(archive!, POSE_GRAPH_FILE)).catch(() => null);
    return { parameters: 0, bytes: file?.size ?? 0 };
  }
  const folder = { model: folders.model, "phrase-vae": folders.phrases, fact: folders.fact }[generator];
  const { values } = await loadModel(folder);
  const files = await readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => stat(join(folder, file.name))),
  );
  return { parameters: values.length, bytes: sizes.reduce((sum, { size }) => sum + size, 0) };
}
