import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { png } from "../../pictures/png.ts";
import { loadModel, replaceFile } from "../../runtime/model-files.ts";
import { type GeneratorChoice, openChosenGenerator } from "../../runtime/open-generator.ts";
import { POSE_GRAPH_FILE } from "../../runtime/pose-graph-file.ts";
import { ConfigError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { drawGiveaways } from "./giveaways-picture.ts";
import { inLanes } from "./lanes/lanes.ts";
import { cost, type ModelSize } from "./metrics/cost.ts";
import { foldersOf, type OpenTrial, openTrial, type TrialOptions } from "./open-trial.ts";
import type { MetricName, QualityReport } from "./report.ts";
import { measure, unitsOf } from "./units.ts";

export interface EvaluateOptions
  extends Omit<TrialOptions, "isCompared">,
    Pick<GeneratorChoice, "generator" | "model" | "backend"> {
  readonly only: readonly MetricName[];
  /** File of a picture of what tells the model's continuations from real dance; null draws none. */
  readonly picture: string | null;
  /** Threads at most; a figure is the same on any number of them. */
  readonly threads?: number;
}

/**
 * Measures a model on dances that it has not seen, beside its baselines.
 * @throws UserError when archive, model or backend are not what they should be; the signal's reason when it is stopped.
 */
export async function evaluate(options: EvaluateOptions, context: JobContext): Promise<QualityReport> {
  const { quick, only, picture } = options;
  const now = () => performance.now();
  const begun = now();
  checkPicture(options);
  // A graph is one of the takes that a model would have learnt from.
  const { generator: type, model, backend } = options;
  const choice: GeneratorChoice = { generator: type, model, backend, archive: foldersOf(options).training };
  const generator = await openChosenGenerator(choice, context);
  try {
    // Only the cost of a step is measured of the model alone.
    const isCompared = only.some((figure) => figure !== "cost");
    const trialOptions: TrialOptions = { ...options, isCompared };
    const units = unitsOf(only);
    let opened: OpenTrial | undefined;
    const found = await inLanes(units, {
      // On a graphics card one lane is as fast as many.
      threads: generator.isOnCpu ? Math.min(options.threads ?? availableParallelism(), units.length) : 1,
      lane: { ...trialOptions, choice },
      context,
      async open(own) {
        opened = await openTrial(trialOptions, generator, own);
        const { trial } = opened;
        return (unit) => measure(trial, unit);
      },
    });
    const { trial, judgedOn, trainedOn, share } = opened!;
    // Timed when nothing else runs.
    const timed = only.includes("cost") ? await cost(trial, await sizeOf(choice), now) : [];
    const missing = found.flatMap((one) => one.missing);
    if (isCompared && trial.training.length === 0)
      missing.unshift("ridge and nearest: no training takes; --train names their folder");
    const giveaways = found.flatMap((one) => one.giveaways);
    if (picture !== null && giveaways.length > 0)
      await replaceFile(picture, png(await drawGiveaways(generator.description, giveaways)));
    return {
      model: generator.description,
      backend: generator.backend,
      ...{ judgedOn, trainedOn, share },
      seed: options.seed,
      quick,
      seconds: (now() - begun) / 1000,
      figures: [...found.flatMap((one) => one.figures), ...timed],
      giveaways,
      missing,
    };
  } finally {
    generator.dispose();
  }
}

/** @throws ConfigError, before hours of work, for a picture that could not be drawn. */
function checkPicture({ picture, only }: EvaluateOptions): void {
  if (picture === null) return;
  if (!only.includes("likeness"))
    throw new ConfigError(
      "--picture shows what likeness finds, expected likeness among the figures of --only",
    );
  if (!existsSync(dirname(resolve(picture))))
    throw new ConfigError(`--picture is ${picture}, expected a file in a folder that is there`);
}

async function sizeOf({ generator, model, archive }: GeneratorChoice): Promise<ModelSize> {
  if (generator === "memory") return { parameters: 0, bytes: 0 };
  if (generator === "graph") {
    // Where the folder cannot be written to it is not there.
    const file = await stat(join(archive!, POSE_GRAPH_FILE)).catch(() => null);
    return { parameters: 0, bytes: file?.size ?? 0 };
  }
  const { values } = await loadModel(model);
  const files = await readdir(model, { withFileTypes: true });
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => stat(join(model, file.name))),
  );
  return { parameters: values.length, bytes: sizes.reduce((sum, { size }) => sum + size, 0) };
}
