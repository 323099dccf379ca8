import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import type { Sizes } from "../../generators/recurrent-cvae/weights.ts";
import { seededRandom } from "../../motion/random.ts";
import { png } from "../../pictures/png.ts";
import { replaceFile } from "../../runtime/model-files.ts";
import { type Backend, type BackendChoice, startTensorflow } from "../../runtime/tensorflow.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import { makeFolder } from "../../system/paths.ts";
import { folderOf, loadCheckpoint, type Run, saveCheckpoint } from "./checkpoint.ts";
import { measureConstants } from "./constants.ts";
import { type Archive, standardise } from "./dataset.ts";
import { chapterOf, plotHistory } from "./history.ts";
import { Keeper } from "./keeper.ts";
import { startLearning } from "./learning.ts";
import { learntModel } from "./learnt-model.ts";
import { framesNeeded } from "./sampler.ts";
import { longestPlan } from "./schedule.ts";
import { drawSheet } from "./sheet.ts";
import { type DanceTrack, readArchive, tracksOf } from "./tracks.ts";
import { type StepReport, Trainer } from "./trainer.ts";

export interface TrainOptions {
  readonly archive: string;
  /** Takes that do not train: the model that does best on them is kept. */
  readonly validation: string | null;
  readonly output: string;
  readonly steps: number;
  /** Stops after this long, wherever it is; `resume` goes on, as long again. */
  readonly minutes: number;
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly sizes?: NetworkSizes;
  readonly resume: boolean;
  /** Stops after the step at hand. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Takes read so far, and how many there are. */
  readonly onTake: (done: number, of: number) => void;
  /** @param epoch how often the archive's length has been danced. */
  readonly onStep: (report: StepReport, steps: number, epoch: number) => void;
}

/** What does not follow from the archive. */
export type NetworkSizes = Omit<Sizes, "styles">;
const SIZES: NetworkSizes = {
  hidden: 256,
  latent: 24,
  code: 48,
  refine: 256,
  prior: 128,
  decoder: 256,
  segment: 8,
};
/** A crash loses at most this many steps. */
const CHECKPOINT_EVERY = 50;
/** Less dance than this cannot be learnt from. */
const LEAST_SECONDS = 60;
/** More threads than this share a batch no faster. */
const MOST_SHARDS = 4;

/**
 * Learns to continue the dances of an archive, and writes model, card, pictures and checkpoint to `output`.
 * @throws UserError when archive, backend, output folder or checkpoint are not what they should be.
 */
export async function train(options: TrainOptions): Promise<void> {
  const { output, say } = options;
  if (!options.resume && existsSync(join(output, "manifest.json"))) {
    throw new ConfigError(`--output is ${output}, which holds a model; expected a new folder, or --resume`);
  }
  const folder = folderOf(output);
  await makeFolder(folder);
  // Beside the model and not among temporary files, which some machines hold in memory.
  const stills = join(folder, "stills.f32");
  try {
    const tracks = until(options.signal, tracksOf(options.archive, say, options.onTake));
    const archive = await standardise(tracks, stills);
    checkEnough(options.archive, archive);
    await learnFrom(archive, options);
  } catch (error) {
    if (error !== options.signal.reason) throw error;
    say("stopped before anything was learnt");
  } finally {
    await rm(stills, { force: true });
    // Nothing is left where nothing was learnt.
    for (const empty of [folder, output]) await rmdir(empty).catch(() => {});
  }
}

/** The same, but it throws the signal's reason once somebody has stopped the run. */
async function* until(signal: AbortSignal, tracks: AsyncIterable<DanceTrack>): AsyncGenerator<DanceTrack> {
  for await (const track of tracks) {
    signal.throwIfAborted();
    yield track;
  }
}

async function learnFrom(archive: Archive, options: TrainOptions): Promise<void> {
  const { output, say, signal, seed, steps } = options;
  const { fps, styles, dances, sources, licences } = archive;
  const sizes: Sizes = { ...(options.sizes ?? SIZES), styles: styles.length };
  const validation = options.validation === null ? [] : await readArchive(options.validation, say);
  const { backend, description } = await startTensorflow(options.backend, "training");
  const takes = listed(dances);
  const judges = listed(validation.map(({ name, frames }) => ({ name, frames: frames.length })));
  const resumed = options.resume ? await loadCheckpoint(output, sizes) : null;
  const begin = { seed, steps, shards: shardsFor(backend), minutes: 0, archive: takes, validation: judges };
  const run: Run = resumed?.run ?? { ...begin, best: null, history: [] };
  for (const [name, now, then] of [
    [options.archive, takes, run.archive],
    [options.validation ?? "no --validation", judges, run.validation],
  ]) {
    if (now !== then)
      throw new ConfigError(`${name}: other takes than the run to resume in ${output} began with`);
  }
  const learning = resumed?.learning ?? startLearning(sizes, seededRandom(seed));
  const constants = measureConstants(archive);
  const { shards } = run;
  say(`${description}, ${shards} ${shards === 1 ? "thread" : "threads"}`);
  say(describe(archive, run, learning.step));
  const trainer = await Trainer.start({ ...run, backend }, sizes, archive, constants, learning);
  // The results of WebGPU can only be awaited, and a mind does not wait.
  if (backend === "webgpu") await startTensorflow("auto", "live");

  const begun = performance.now();
  const since = () => (performance.now() - begun) / 60_000;
  const minutes = () => run.minutes + since();
  const keeper = new Keeper(output, validation, run.best, say);
  const history = [...run.history];
  const model = () => learntModel({ name: basename(output), fps, sizes, styles }, constants, learning);
  const keep = async (reports: readonly StepReport[]) => {
    const effort = { steps: learning.step, minutes: minutes(), backend: description, seed: run.seed };
    const seconds = Math.round(framesIn(archive) / fps);
    const ratio = await keeper.keep(model(), {
      sources: [...sources],
      licences: [...licences],
      seconds,
      ...effort,
    });
    if (reports.length > 0) history.push(chapterOf(reports, ratio));
    if (history.length > 0) await replaceFile(join(output, "loss.png"), png(await plotHistory(history)));
    await saveCheckpoint(output, { ...run, minutes: minutes(), best: keeper.best, history }, learning);
  };
  try {
    if (learning.step === 0) signal.throwIfAborted();
    const frames = framesIn(archive);
    let danced = 0;
    let reports: StepReport[] = [];
    while (learning.step < run.steps && !signal.aborted && since() < options.minutes) {
      const report = await trainer.step();
      reports.push(report);
      danced += report.frames;
      options.onStep(report, run.steps, danced / frames);
      if (learning.step % CHECKPOINT_EVERY === 0 && learning.step < run.steps) {
        await keep(reports);
        reports = [];
      }
    }
    await keep(reports);
    const seeds = validation.length > 0 ? validation : tracksOf(options.archive, () => {});
    const sheet = await drawSheet(output, seeds, run.seed);
    if (sheet) await replaceFile(join(output, "sheet.png"), sheet);
    else say("no contact sheet: no take is long enough to begin one");
  } finally {
    await trainer.stop();
  }
  const rest = learning.step < run.steps ? "; --resume goes on" : "";
  say(`${output}: ${learning.step} of ${run.steps} steps learnt${rest}`);
}

const listed = (dances: readonly { readonly name: string; readonly frames: number }[]): string =>
  dances.map(({ name, frames }) => `${name} ${frames}`).join(", ");

/** @throws SourceError when there is too little dance, or none in long enough stretches. */
function checkEnough(folder: string, { fps, dances }: Archive): void {
  const needed = framesNeeded(longestPlan, SIZES.segment);
  const long = dances.filter(({ frames }) => frames >= needed);
  const seconds = long.reduce((sum, { frames }) => sum + frames / fps, 0);
  if (seconds >= LEAST_SECONDS) return;
  throw new SourceError(
    `${folder}: ${seconds.toFixed(0)} s of dance in stretches of ${(needed / fps).toFixed(1)} s and more, ` +
      `expected at least ${LEAST_SECONDS} s; record or import more`,
  );
}

const shardsFor = (backend: Backend): number =>
  backend === "wasm" || backend === "cpu" ? Math.min(MOST_SHARDS, availableParallelism()) : 1;

const framesIn = ({ dances }: Archive): number => dances.reduce((sum, { frames }) => sum + frames, 0);

function describe(archive: Archive, run: Run, step: number): string {
  const { dances, fps, styles } = archive;
  const seconds = framesIn(archive) / fps;
  const takes = new Set(dances.map(({ name }) => name)).size;
  const length = seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} minutes`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${length} of dance at ${fps} frames a second (${styles.join(", ")}); step ${step} of ${run.steps}`;
}
