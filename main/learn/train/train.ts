import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { readSelection } from "../../archive/selection.ts";
import { type DanceTrack, type IsWanted, tracksOf } from "../../archive/tracks.ts";
import type { NamedSizes } from "../../generators/model.ts";
import { png } from "../../pictures/png.ts";
import { loadModel, replaceFile } from "../../runtime/model-files.ts";
import { type Backend, type BackendChoice, startTensorflow } from "../../runtime/tensorflow.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { checkpointFolder, saveCheckpoint } from "./checkpoint.ts";
import { tracksOfStyles } from "./data/chosen-styles.ts";
import { type Archive, frameCount, standardise } from "./data/dataset.ts";
import { withTheirMusic } from "./data/heard-dances.ts";
import { initialOptimiserState, trainedModel } from "./optimiser/optimiser.ts";
import { evenShards, meanLosses, type StepReport, Trainer } from "./optimiser/trainer.ts";
import { type DancingModel, openDancingModel } from "./recurrent-cvae/dancing-model.ts";
import { trainableType } from "./registry.ts";
import { BestModel } from "./report/best-model.ts";
import { historyEntry, plotHistory } from "./report/history.ts";
import { RecentLosses } from "./report/recent-losses.ts";
import { beginOrResume, describeRun, type RunOptions } from "./run.ts";
import type { TrainableType } from "./trainable-type.ts";

export interface TrainOptions extends RunOptions {
  /** Styles that are neither learnt from nor validated with: what is learnt without them tells what strangers get. */
  readonly leaveOut: readonly string[];
  /** File of a selection: of the archive only its takes are learnt from; null for all. */
  readonly only?: string | null;
  /** Stops after this long; `resume` goes on for as long again. */
  readonly minutes: number;
  readonly backend: BackendChoice;
  /** Folder of a model that dances, and learns here only to hear; null for a new model. */
  readonly hear?: string | null;
  /** Whether the model is as large as in the paper that it is from. */
  readonly published?: boolean;
  /** Other than those by default. */
  readonly sizes?: NamedSizes;
}

export interface TrainResult {
  /** Steps that were learnt, earlier runs included. */
  readonly learnt: number;
  /** Steps that the model is to learn. */
  readonly steps: number;
}

/** A crash loses at most this many steps. */
const CHECKPOINT_EVERY = 50;
/** Less dance than this cannot be learnt from. */
const LEAST_SECONDS = 60;

/**
 * Learns to continue the dances of an archive, and writes model, card, pictures and checkpoint to `output`. Kinds
 * of networks are in registry.ts. When it is stopped, the current step is finished first.
 * @throws UserError when archive, backend, output folder or checkpoint are not what they should be; the signal's reason
 * when it was stopped before anything was learnt.
 */
export async function train(given: TrainOptions, context: JobContext): Promise<TrainResult> {
  const { output, hear = null } = given;
  const options = { ...given, hearing: hear !== null };
  if (!options.resume && existsSync(join(output, "manifest.json"))) {
    throw new ConfigError(`--output is ${output}, which holds a model; expected a new folder, or --resume`);
  }
  const type = trainableType(options);
  const dancing = hear === null ? null : await openDancingModel(hear);
  if (options.published && !type.published)
    throw new ConfigError(
      `--published is of sizes that a paper says, and --type ${options.type} has none but its own; expected --type fact`,
    );
  const folder = checkpointFolder(output);
  await makeFolder(folder);
  // Not among temporary files, which some machines hold in memory.
  const placements = join(folder, "placements.f32");
  try {
    const takes = await standardise(trainingTakes(options, context), placements, dancing?.body);
    const archive = type.hears ? await withTheirMusic(takes, context) : takes;
    return await trainOn(dancing?.inItsStyles(archive) ?? archive, type, dancing, options, context);
  } finally {
    await rm(placements, { force: true });
    // A run that has written nothing leaves no folders behind; rmdir refuses those that hold files.
    for (const empty of [folder, output]) await rmdir(empty).catch(() => {});
  }
}

/** @throws ConfigError for a style to leave out that none of them has; SourceError for a selection that is none. */
async function* trainingTakes(
  { archive, leaveOut, only = null }: TrainOptions,
  context: JobContext,
): AsyncGenerator<DanceTrack> {
  const choice = { option: "--leave-out", styles: leaveOut, keeps: false };
  const selected = only === null ? null : await readSelection(only);
  const missing = new Set(selected);
  const isWanted = (_style: string, take: string) => {
    missing.delete(take);
    return selected?.has(take) ?? true;
  };
  yield* tracksOfStyles(archive, takesIn(archive, context, isWanted), choice);
  const [first] = missing;
  if (first !== undefined)
    context.note(`--only ${only}: takes that are not in ${archive}: ${missing.size}, such as ${first}`);
}

async function validationTakes(
  { validation, leaveOut }: TrainOptions,
  context: JobContext,
): Promise<readonly DanceTrack[]> {
  if (validation === null) return [];
  const all = await Array.fromAsync(takesIn(validation, context));
  return all.filter(({ style }) => !leaveOut.includes(style));
}

/** The takes of a folder. @throws the signal's reason when the run was stopped. */
async function* takesIn(
  folder: string,
  context: JobContext,
  isWanted?: IsWanted,
): AsyncGenerator<DanceTrack> {
  const { signal, report, note } = context;
  const onTake = (done: number, total: number) =>
    report({ phase: `reading ${folder}`, unit: "take", done, total });
  for await (const track of tracksOf(folder, note, onTake, isWanted)) {
    signal.throwIfAborted();
    yield track;
  }
}

async function trainOn(
  archive: Archive,
  type: TrainableType,
  dancing: DancingModel | null,
  options: TrainOptions,
  context: JobContext,
): Promise<TrainResult> {
  const { signal, report, note } = context;
  const { output } = options;
  const { fps, styles } = archive;
  const frames = frameCount(archive);
  const own = options.published ? type.published : null;
  const sizes = dancing?.sizes ?? { ...(own ?? type.sizes(styles.length)), ...options.sizes };
  checkEnough(options.archive, archive, type.framesNeeded(sizes));
  const validation = await validationTakes(options, context);
  if (options.validation !== null)
    checkValidation(options.validation, validation, fps, type.judge.framesNeeded(fps));
  const { backend, description } = await startTensorflow(options.backend, "training");
  const groups = type.groups(sizes);
  const { run, optimiser } = await beginOrResume(
    options,
    archive,
    validation,
    groups,
    shardsFor(backend, type.scheduleAt(0, options.steps, sizes).size),
    (random) => dancing?.begin(random) ?? initialOptimiserState(groups, random),
  );
  const constants = dancing?.constants ?? type.measureConstants(archive);
  note(`${description}, ${run.shards} ${run.shards === 1 ? "thread" : "threads"}`);
  note(describeRun(archive, run, optimiser.step));
  const trainer = await Trainer.start({ ...run, backend }, sizes, archive, constants, optimiser);

  const begun = performance.now();
  const minutesHere = () => (performance.now() - begun) / 60_000;
  const minutes = () => run.minutes + minutesHere();
  const best = new BestModel(output, type.judge, validation, run.best, note);
  const history = [...run.history];
  const save = async (reports: readonly StepReport[]) => {
    const model = trainedModel(type, { name: basename(output), fps, sizes, styles }, constants, optimiser);
    const here = {
      sources: [...archive.sources],
      licences: [...archive.licences],
      seconds: Math.round(frames / fps),
      steps: optimiser.step,
      minutes: minutes(),
      backend: description,
      seed: run.seed,
    };
    const provenance = dancing?.taught(here) ?? here;
    const lately = reports.length > 0 ? type.details(meanLosses(reports.map(({ losses }) => losses))) : [];
    const ratio = await best.offer(model, provenance, lately);
    if (reports.length > 0) history.push(historyEntry(reports, ratio));
    if (history.length > 0)
      await replaceFile(
        join(output, "loss.png"),
        png(await plotHistory(history, type.losses, type.judge.title)),
      );
    await saveCheckpoint(output, { ...run, minutes: minutes(), best: best.ratio, history }, optimiser);
  };
  try {
    // WebGPU's results can only be awaited; measuring the model and drawing samples observe takes, which does not wait.
    if (backend === "webgpu") await startTensorflow("auto", "live");
    if (optimiser.step === 0) signal.throwIfAborted();
    const losses = new RecentLosses((mean) => type.details(mean));
    let framesTrained = 0;
    let reports: StepReport[] = [];
    while (optimiser.step < run.steps && !signal.aborted && minutesHere() < options.minutes) {
      const one = await trainer.step();
      if (one.learnt) {
        reports.push(one);
        losses.add(one, performance.now() / 1000);
      } else note(`step ${one.step}: left out, its gradient is not a number`);
      framesTrained += one.frames;
      const details = [`epoch ${(framesTrained / frames).toFixed(1)}`, ...losses.details()];
      report({ phase: "learning", unit: "step", done: one.step, total: run.steps, details });
      if (optimiser.step % CHECKPOINT_EVERY === 0 && optimiser.step < run.steps) {
        await save(reports);
        reports = [];
      }
    }
    await save(reports);
    const silent = { signal: new AbortController().signal, report: () => {}, note: () => {} };
    const seeds = validation.length > 0 ? validation : trainingTakes(options, silent);
    const sheet = await type.judge.drawSamples(await loadModel(output), seeds, run.seed);
    if (sheet) await replaceFile(join(output, "sheet.png"), sheet);
    else note("no contact sheet: no take is long enough to begin one");
  } finally {
    await trainer.stop();
  }
  return { learnt: optimiser.step, steps: run.steps };
}

/** @throws SourceError when no take is long enough to measure a model on. */
function checkValidation(
  folder: string,
  validation: readonly DanceTrack[],
  fps: number,
  needed: number,
): void {
  if (validation.some(({ frames }) => frames.length >= needed)) return;
  throw new SourceError(
    `${folder}: no unbroken dance of ${(needed / fps).toFixed(1)} s, expected some to judge the model on`,
  );
}

/** @throws SourceError when there is too little dance, or none in long enough stretches. */
function checkEnough(folder: string, { fps, dances }: Archive, needed: number): void {
  const long = dances.filter(({ frames }) => frames >= needed);
  const seconds = long.reduce((sum, { frames }) => sum + frames / fps, 0);
  if (seconds >= LEAST_SECONDS) return;
  throw new SourceError(
    `${folder}: ${seconds.toFixed(0)} s of dance in stretches of ${(needed / fps).toFixed(1)} s and more, ` +
      `expected at least ${LEAST_SECONDS} s; record or import more`,
  );
}

const shardsFor = (backend: Backend, size: number): number =>
  backend === "wasm" || backend === "cpu" ? evenShards(size, availableParallelism()) : 1;
