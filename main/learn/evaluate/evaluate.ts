import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { damped } from "../../generators/damped/damped.ts";
import type { Generator } from "../../generators/generator.ts";
import { LEAST_TAKE, nearest } from "../../generators/nearest/nearest.ts";
import { repeat } from "../../generators/repeat/repeat.ts";
import { ridge } from "../../generators/ridge/ridge.ts";
import { framesIn } from "../../motion/clip.ts";
import { loadModel } from "../../runtime/model-files.ts";
import { openGenerator } from "../../runtime/open-generator.ts";
import type { BackendChoice } from "../../runtime/tensorflow.ts";
import { SourceError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { type DanceTrack, tracksOf } from "../train/data/tracks.ts";
import { judged } from "./baselines/judged.ts";
import { DANCE_SECONDS, type Dances, danceAll } from "./dances.ts";
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
import { dancedOf, seedsIn } from "./seeds.ts";
import { trainingFrom } from "./training.ts";
import { FULL, HEARD, QUICK, type Trial } from "./trial.ts";
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
  const mind = await openGenerator(options.model, options.backend);
  try {
    work.begin("reading");
    const danced = (await Array.fromAsync(takesIn(unseen, mind, work, note))).map(dancedOf);
    if (seedsIn(danced, framesIn(HEARD, mind.fps), framesIn(1, mind.fps), 1).length === 0) {
      throw new SourceError(`${unseen}: no unbroken dance of ${HEARD + 1} s, expected some to continue`);
    }
    // Only what a step costs is told of the model alone.
    const compared = options.only.some((figure) => figure !== "cost");
    const taught =
      compared && training !== null ? await trainingFrom(takesIn(training, mind, work, note)) : null;
    const known = taught?.dances ?? [];
    if (known.length > 0 && !known.some(({ clip }) => clip.frames >= LEAST_TAKE)) {
      const least = (LEAST_TAKE / mind.fps).toFixed(1);
      throw new SourceError(`${training}: no unbroken dance of ${least} s, expected some to learn from`);
    }
    work.begin("baselines");
    const trial: Trial = {
      fps: mind.fps,
      model: judged(mind),
      baselines: [repeat, damped, ...(known.length > 0 ? [await ridge(known, work), nearest(known)] : [])],
      unseen: danced,
      archive: known,
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
      model: mind.description,
      backend: mind.backend,
      judgedOn: unseen,
      trainedOn: taught ? training : null,
      share: taught?.share ?? null,
      seed: options.seed,
      quick,
      seconds: (now() - begun) / 1000,
      figures,
      missing,
    };
  } finally {
    mind.dispose();
  }
}

/** Figures, or a text that says why there are none. */
type Found = readonly Metric[] | string;

/** How each family of figures is measured. */
function measures(
  trial: Trial,
  size: ModelSize,
  now: () => number,
): Record<MetricName, () => Promise<Found>> {
  let danced: Promise<Dances | null> | undefined;
  const withDances = async (figures: (dances: Dances) => Found | Promise<Found>) => {
    danced ??= danceAll(trial);
    const dances = await danced;
    return dances ? figures(dances) : `no unbroken dance of ${HEARD + DANCE_SECONDS} s`;
  };
  return {
    error: () => error(trial),
    camera: () => camera(trial),
    options: () => choices(trial),
    alive: () => alive(trial),
    body: () => withDances((dances) => body(dances, trial.fps)),
    likeness: () => withDances((dances) => likeness(trial, dances)),
    fidelity: async () =>
      trial.archive.length > 0 ? fidelity(trial) : "no training takes to learn the styles from; see --train",
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
  mind: Generator,
  work: Work,
  note: JobContext["note"],
): AsyncGenerator<DanceTrack> {
  let [done, takes] = [0, 0];
  const onTake = (index: number, of: number) => {
    [done, takes] = [index + 1, of];
  };
  for await (const track of tracksOf(folder, note, onTake)) {
    checkRate(mind, folder, track);
    yield track;
    await work.step(folder, done, takes);
  }
}

function checkRate(mind: Generator, folder: string, track: DanceTrack): void {
  if (track.fps === mind.fps) return;
  throw new SourceError(
    `${folder}: ${track.name} has ${track.fps} frames a second, expected ${mind.fps} as ${mind.description} has`,
  );
}
