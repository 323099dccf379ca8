import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { chanceOf } from "../engine/chance.ts";
import type { Sizes } from "../engine/predict/layers.ts";
import { ConfigError, SourceError } from "../errors.ts";
import { type Backend, type BackendChoice, startTensorflow } from "../runtime/tensorflow.ts";
import { loadCheckpoint, type Run, saveCheckpoint } from "./checkpoint.ts";
import { measureConstants } from "./constants.ts";
import { type Dataset, standardise } from "./dataset.ts";
import { Keeper } from "./keeper.ts";
import { startLearning } from "./learning.ts";
import { learntModel } from "./learnt-model.ts";
import { framesNeeded } from "./sampler.ts";
import { longestPlan } from "./schedule.ts";
import { readArchive, type Track } from "./tracks.ts";
import { type StepReport, Trainer } from "./trainer.ts";

export interface TrainOptions {
  readonly archive: string;
  /** Takes that do not train: the model that does best on them is kept. */
  readonly validation: string | null;
  readonly output: string;
  readonly steps: number;
  /** Stops after this long, wherever it is; `resume` goes on. */
  readonly minutes: number;
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly sizes?: NetworkSizes;
  readonly resume: boolean;
  /** Stops after the step at hand. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** @param epoch how often the archive's length has been danced. */
  readonly onStep: (report: StepReport, steps: number, epoch: number) => void;
}

/** What does not follow from the archive. */
export type NetworkSizes = Omit<Sizes, "styles">;
const SIZES: NetworkSizes = { hidden: 256, latent: 24, code: 48, prior: 128, decoder: 256, segment: 8 };
/** A crash loses at most this many steps. */
const CHECKPOINT_EVERY = 50;
/** Less dance than this cannot be learnt from. */
const LEAST_SECONDS = 60;
/** More threads than this share a batch no faster. */
const MOST_SHARDS = 4;

/**
 * Learns to continue the dances of an archive, and writes model, card and checkpoint to `output`.
 * @throws UserError when archive, backend, output folder or checkpoint are not what they should be.
 */
export async function train(options: TrainOptions): Promise<void> {
  const { output, say, signal, seed, steps } = options;
  if (!options.resume && existsSync(join(output, "manifest.json"))) {
    throw new ConfigError(`--output is ${output}, which holds a model; expected a new folder, or --resume`);
  }
  const tracks = await readArchive(options.archive, say);
  const dataset = standardise(tracks);
  const sizes: Sizes = { ...(options.sizes ?? SIZES), styles: dataset.styles.length };
  checkEnough(options.archive, tracks, sizes);
  const validation = options.validation === null ? [] : await readArchive(options.validation, say);
  const { backend, description } = await startTensorflow(options.backend, "training");
  const archive = tracks.map(({ name, frames }) => `${name} ${frames.length}`).join(", ");
  const resumed = options.resume ? await loadCheckpoint(output, sizes) : null;
  const run: Run = resumed?.run ?? {
    seed,
    steps,
    shards: shardsFor(backend),
    minutes: 0,
    archive,
    best: null,
  };
  if (run.archive !== archive) {
    throw new ConfigError(`${options.archive}: other takes than the run to resume in ${output} began with`);
  }
  const learning = resumed?.learning ?? startLearning(sizes, chanceOf(seed));
  const constants = measureConstants(dataset);
  const { shards } = run;
  say(`${description}, ${shards} ${shards === 1 ? "thread" : "threads"}`);
  say(describe(dataset, run, learning.step));
  const trainer = await Trainer.start({ ...run, backend }, sizes, dataset, constants, learning);
  // The results of WebGPU can only be awaited, and a mind does not wait.
  if (backend === "webgpu") await startTensorflow("auto", "live");

  const begun = performance.now();
  const minutes = () => run.minutes + (performance.now() - begun) / 60_000;
  const keeper = new Keeper(output, validation, run.best, say);
  const keep = async () => {
    const { styles, fps } = dataset;
    const model = learntModel({ name: basename(output), fps, sizes, styles }, constants, learning);
    const effort = { steps: learning.step, minutes: minutes(), backend: description, seed: run.seed };
    await keeper.keep(model, { ...originOf(tracks), ...effort });
    await saveCheckpoint(output, { ...run, minutes: minutes(), best: keeper.best }, learning);
  };
  try {
    const frames = dataset.dances.reduce((sum, dance) => sum + dance.frames, 0);
    let danced = 0;
    while (learning.step < run.steps && !signal.aborted && minutes() < options.minutes) {
      const report = await trainer.step();
      danced += report.frames;
      options.onStep(report, run.steps, danced / frames);
      if (learning.step % CHECKPOINT_EVERY === 0 && learning.step < run.steps) await keep();
    }
    await keep();
  } finally {
    await trainer.stop();
  }
  const rest = learning.step < run.steps ? "; --resume goes on" : "";
  say(`${output}: ${learning.step} of ${run.steps} steps learnt${rest}`);
}

/** @throws SourceError when there is too little dance, or none in long enough stretches. */
function checkEnough(archive: string, tracks: readonly Track[], sizes: Sizes): void {
  const fps = tracks[0]?.fps ?? 1;
  const needed = framesNeeded(longestPlan, sizes.segment);
  const long = tracks.filter(({ frames }) => frames.length >= needed);
  const seconds = long.reduce((sum, { frames }) => sum + frames.length / fps, 0);
  if (seconds >= LEAST_SECONDS) return;
  throw new SourceError(
    `${archive}: ${seconds.toFixed(0)} s of dance in stretches of ${(needed / fps).toFixed(1)} s and more, ` +
      `expected at least ${LEAST_SECONDS} s; record or import more`,
  );
}

const shardsFor = (backend: Backend): number =>
  backend === "wasm" || backend === "cpu" ? Math.min(MOST_SHARDS, availableParallelism()) : 1;

function originOf(tracks: readonly Track[]) {
  const seconds = tracks.reduce((sum, { frames, fps }) => sum + frames.length / fps, 0);
  const sources = [...new Set(tracks.map(({ source }) => source))];
  const licences = [...new Set(tracks.map(({ licence }) => licence))];
  return { sources, licences, seconds: Math.round(seconds) };
}

function describe({ dances, fps, styles }: Dataset, run: Run, step: number): string {
  const seconds = dances.reduce((sum, dance) => sum + dance.frames, 0) / fps;
  const takes = new Set(dances.map(({ name }) => name)).size;
  const length = seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} minutes`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${length} of dance at ${fps} frames a second (${styles.join(", ")}); step ${step} of ${run.steps}`;
}
