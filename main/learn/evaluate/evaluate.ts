import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { png } from "../../pictures/png.ts";
import { replaceFile } from "../../runtime/model-files.ts";
import type { GeneratorChoice } from "../../runtime/open-generator.ts";
import { ConfigError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { drawGiveaways } from "./giveaways-picture.ts";
import { judgedChoice, openJudged, sizeOf } from "./judged.ts";
import { inLanes } from "./lanes/lanes.ts";
import { cost } from "./metrics/cost.ts";
import { foldersOf, type OpenTrial, openTrial, type TrialOptions } from "./open-trial.ts";
import type { MetricName, QualityReport } from "./report.ts";
import { measure, unitsOf } from "./units.ts";

export interface EvaluateOptions
  extends Omit<TrialOptions, "isCompared">,
    Pick<GeneratorChoice, "generator" | "model" | "phrases" | "fact" | "backend"> {
  /** Generators, and folders of models, that are judged as the model is, and stand beside it. */
  readonly beside: readonly string[];
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
  const { generator, model, phrases, fact, backend } = options;
  const archive = foldersOf(options).training;
  const choice = judgedChoice({ generator, model, phrases, fact, backend, archive }, options.beside);
  const judged = await openJudged(choice, context);
  const opened = [judged.model, ...judged.beside.map((one) => one.generator)];
  try {
    // Only the cost of a step is measured of the model alone.
    const isCompared = only.some((figure) => figure !== "cost");
    const trialOptions: TrialOptions = { ...options, isCompared };
    const units = unitsOf(only);
    let openedTrial: OpenTrial | undefined;
    const found = await inLanes(units, {
      // On a graphics card one lane is as fast as many.
      threads: opened.every(({ isOnCpu }) => isOnCpu)
        ? Math.min(options.threads ?? availableParallelism(), units.length)
        : 1,
      lane: { ...trialOptions, choice },
      context,
      async open(own) {
        openedTrial = await openTrial(trialOptions, judged, own);
        const { trial } = openedTrial;
        return (unit) => measure(trial, unit);
      },
    });
    const { trial, judgedOn, trainedOn, share } = openedTrial!;
    // Timed when nothing else runs.
    const sizes = only.includes("cost")
      ? await Promise.all([choice.model, ...choice.beside].map(sizeOf))
      : [];
    const timed = only.includes("cost") ? await cost(trial, sizes, now) : [];
    const missing = found.flatMap((one) => one.missing);
    if (isCompared && trial.training.length === 0)
      missing.unshift("ridge and nearest: no training takes; --train names their folder");
    const giveaways = found.flatMap((one) => one.giveaways);
    const beats = found.find((one) => one.beats !== null)?.beats ?? null;
    if (picture !== null && giveaways.length > 0)
      await replaceFile(picture, png(await drawGiveaways(judged.model.description, giveaways, beats)));
    return {
      model: judged.model.description,
      beside: judged.beside.map((one) => ({ name: one.name, description: one.generator.description })),
      backend: judged.model.backend,
      ...{ judgedOn, trainedOn, share },
      seed: options.seed,
      quick,
      seconds: (now() - begun) / 1000,
      figures: [...found.flatMap((one) => one.figures), ...timed],
      giveaways,
      beats,
      missing,
    };
  } finally {
    for (const one of opened) one.dispose();
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
