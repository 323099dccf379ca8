import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { damped } from "../../generators/baselines/damped.ts";
import { nearest, SHORTEST_CLIP } from "../../generators/baselines/nearest.ts";
import { repeat } from "../../generators/baselines/repeat.ts";
import { ridge } from "../../generators/baselines/ridge.ts";
import type { Generator } from "../../generators/generator.ts";
import { framesIn } from "../../motion/clip.ts";
import { loadModel } from "../../runtime/model-files.ts";
import { openGenerator } from "../../runtime/open-generator.ts";
import type { BackendChoice } from "../../runtime/tensorflow.ts";
import { SourceError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { type DanceTrack, tracksOf } from "../train/data/tracks.ts";
import { CONTINUATION_SECONDS, type Continuations, continueAll } from "./continuations.ts";
import { alive } from "./metrics/alive.ts";
import { body } from "./metrics/body.ts";
import { camera } from "./metrics/camera.ts";
import { cost, type ModelSize } from "./metrics/cost.ts";
import { error } from "./metrics/error.ts";
import { fidelity } from "./metrics/fidelity.ts";
import { likeness } from "./metrics/likeness.ts";
import { options as choices } from "./metrics/options.ts";
import { seam } from "./metrics/seam.ts";
import { METRICS, type Metric, type MetricName, type QualityReport } from "./report.ts";
import { type LabelledClip, seedsIn, unseenTake } from "./seeds.ts";
import { trainingFrom } from "./training.ts";
import { FULL, type JudgedGenerator, QUICK, SEED_SECONDS, type Trial } from "./trial.ts";
import { Work } from "./work.ts";

export interface EvaluateOptions {
  /** Folder of takes that the model has not seen, or of folders `train` and `validation` of takes. */
  readonly archive: string;
  /** Takes that the baselines learn from. */
  readonly train: string | null;
  readonly model: string;
  readonly backend: BackendChoice;
  readonly seed: number;
  readonly only: readonly MetricName[];
  readonly quick: boolean;
}

/**
 * Measures a model on dances that it has not seen, beside its baselines.
 * @throws UserError when archive, model or backend are not what they should be; the signal's reason when it is stopped.
 */
export async function evaluate(options: EvaluateOptions, context: JobContext): Promise<QualityReport> {
  const { quick } = options;
  const { note } = context;
  const work = new Work(context);
  const now = () => performance.now();
  const begun = now();
  const { unseen, training } = foldersOf(options);
  const size = await sizeOf(options.model);
  const generator = await openGenerator(options.model, options.backend);
  try {
    work.begin("reading");
    const takes = (await Array.fromAsync(takesIn(unseen, generator, work, note))).map(unseenTake);
    const { fps } = generator;
    if (seedsIn(takes, framesIn(SEED_SECONDS, fps), framesIn(1, fps), 1).length === 0) {
      throw new SourceError(
        `${unseen}: no unbroken dance of ${SEED_SECONDS + 1} s, expected some to continue`,
      );
    }
    // Only the cost of a step is measured of the model alone.
    const compared = options.only.some((figure) => figure !== "cost");
    const read =
      compared && training !== null ? await trainingFrom(takesIn(training, generator, work, note)) : null;
    const known = read?.dances ?? [];
    if (known.length > 0 && !known.some(({ clip }) => clip.frames >= SHORTEST_CLIP)) {
      const least = (SHORTEST_CLIP / fps).toFixed(1);
      throw new SourceError(`${training}: no unbroken dance of ${least} s, expected some to learn from`);
    }
    work.begin("baselines");
    const trial: Trial = {
      fps,
      model: { name: "model", generator, isVaried: true },
      baselines: await baselinesFor(known, fps, work),
      unseen: takes,
      training: known,
      seed: options.seed,
      counts: quick ? QUICK : FULL,
      work,
    };
    const figures: Metric[] = [];
    const missing =
      known.length > 0 || !compared
        ? []
        : ["ridge and nearest: no training takes; --train names their folder"];
    const measure = measures(trial, size, now);
    for (const name of METRICS.filter((figure) => options.only.includes(figure))) {
      work.begin(name);
      const found = await measure[name]();
      if (typeof found === "string") missing.push(`${name}: ${found}`);
      else figures.push(...found);
    }
    return {
      model: generator.description,
      backend: generator.backend,
      judgedOn: unseen,
      trainedOn: read ? training : null,
      share: read?.share ?? null,
      seed: options.seed,
      quick,
      seconds: (now() - begun) / 1000,
      figures,
      missing,
    };
  } finally {
    generator.dispose();
  }
}

/** The baselines; without training takes only those that are not fitted. */
async function baselinesFor(
  training: readonly LabelledClip[],
  fps: number,
  work: Work,
): Promise<readonly JudgedGenerator[]> {
  const clips = training.map(({ clip }) => clip);
  const unfitted = [
    { name: "repeat", generator: repeat(fps), isVaried: false },
    { name: "damped", generator: damped(fps), isVaried: false },
  ];
  if (clips.length === 0) return unfitted;
  const fitted = await ridge(clips, fps, (done, of) => work.step("ridge", done, of));
  return [
    ...unfitted,
    { name: "ridge", generator: fitted, isVaried: false },
    { name: "nearest", generator: nearest(clips, fps), isVaried: true },
  ];
}

/** Figures, or a text that says why there are none. */
type Found = readonly Metric[] | string;

/** How each family of figures is measured. */
function measures(
  trial: Trial,
  size: ModelSize,
  now: () => number,
): Record<MetricName, () => Promise<Found>> {
  let continued: Promise<Continuations | null> | undefined;
  const withContinuations = async (figures: (of: Continuations) => Found | Promise<Found>) => {
    continued ??= continueAll(trial);
    const found = await continued;
    return found ? figures(found) : `no unbroken dance of ${SEED_SECONDS + CONTINUATION_SECONDS} s`;
  };
  return {
    error: () => error(trial),
    camera: () => camera(trial),
    options: () => choices(trial),
    alive: () => alive(trial),
    body: () => withContinuations((of) => body(of, trial.fps)),
    likeness: () => withContinuations((of) => likeness(trial, of)),
    fidelity: async () =>
      trial.training.length > 0 ? fidelity(trial) : "no training takes to learn the styles from; see --train",
    seam: () => seam(trial),
    cost: () => cost(trial, size, now),
  };
}

/** `continuo import` writes folders `train` and `validation`: of those, the latter is judged on. */
function foldersOf({ archive, train }: EvaluateOptions): { unseen: string; training: string | null } {
  const validation = join(archive, "validation");
  if (!existsSync(validation)) return { unseen: archive, training: train };
  const beside = join(archive, "train");
  return { unseen: validation, training: train ?? (existsSync(beside) ? beside : null) };
}

async function sizeOf(folder: string): Promise<ModelSize> {
  const { values } = await loadModel(folder);
  const files = await readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => stat(join(folder, file.name))),
  );
  return { parameters: values.length, bytes: sizes.reduce((sum, { size }) => sum + size, 0) };
}

/** The takes of a folder, one at a time. */
async function* takesIn(
  folder: string,
  generator: Generator,
  work: Work,
  note: JobContext["note"],
): AsyncGenerator<DanceTrack> {
  let [done, takes] = [0, 0];
  const onTake = (index: number, of: number) => {
    [done, takes] = [index + 1, of];
  };
  for await (const track of tracksOf(folder, note, onTake)) {
    checkRate(generator, folder, track);
    yield track;
    await work.step(folder, done, takes);
  }
}

function checkRate(generator: Generator, folder: string, track: DanceTrack): void {
  if (track.fps === generator.fps) return;
  throw new SourceError(
    `${folder}: ${track.name} has ${track.fps} frames a second, expected ${generator.fps} as ${generator.description} has`,
  );
}
