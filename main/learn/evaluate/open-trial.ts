import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DanceTrack, tracksOf } from "../../archive/tracks.ts";
import { damped } from "../../generators/baselines/damped.ts";
import { nearest, SHORTEST_CLIP } from "../../generators/baselines/nearest.ts";
import { repeat } from "../../generators/baselines/repeat.ts";
import { ridge } from "../../generators/baselines/ridge.ts";
import type { Generator } from "../../generators/generator.ts";
import { framesIn } from "../../motion/clip.ts";
import type { OpenedGenerator } from "../../runtime/open-generator.ts";
import { ModelError, SourceError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { tracksOfStyles } from "../train/data/chosen-styles.ts";
import { type LabelledClip, seedsIn, unseenTake } from "./seeds.ts";
import { type Share, trainingFrom } from "./training.ts";
import { FULL, type JudgedGenerator, QUICK, SEED_SECONDS, type Trial } from "./trial.ts";
import { Work } from "./work.ts";

/** What is judged, and beside what. */
export interface TrialOptions {
  /** Folder of takes that the model has not seen, or of folders `train` and `validation` of takes. */
  readonly archive: string;
  /** Takes that the baselines learn from. */
  readonly train: string | null;
  /** Judged on these alone; none judges on all. */
  readonly styles: readonly string[];
  readonly seed: number;
  readonly quick: boolean;
  /** Whether the model is compared with others, and not only timed. */
  readonly isCompared: boolean;
}

/** The model that is judged, and others beside it under the names of their columns. */
export interface Judged {
  readonly model: OpenedGenerator;
  readonly beside: readonly { readonly name: string; readonly generator: OpenedGenerator }[];
}

export interface OpenTrial {
  readonly trial: Trial;
  readonly judgedOn: string;
  /** null where nothing was fitted. */
  readonly trainedOn: string | null;
  readonly share: Share | null;
}

/** @throws UserError when the takes are not what they should be; the signal's reason when it is stopped. */
export async function openTrial(
  options: TrialOptions,
  { model, beside }: Judged,
  context: JobContext,
): Promise<OpenTrial> {
  const work = new Work(context);
  const { unseen, training } = foldersOf(options);
  const { fps } = model;
  for (const { generator } of beside) checkRate(model, generator);
  work.begin("reading");
  const read = (folder: string) => takesIn(folder, model, work, context.note);
  const choice = { option: "--styles", styles: options.styles, keeps: true };
  const takes = (await Array.fromAsync(tracksOfStyles(unseen, read(unseen), choice))).map(unseenTake);
  if (seedsIn(takes, framesIn(SEED_SECONDS, fps), framesIn(1, fps), 1).length === 0) {
    throw new SourceError(`${unseen}: no unbroken dance of ${SEED_SECONDS + 1} s, expected some to continue`);
  }
  const learnt = options.isCompared && training !== null ? await trainingFrom(read(training)) : null;
  const known = inStylesOf(model, learnt?.dances ?? []);
  if (known.length > 0 && !known.some(({ clip }) => clip.frames >= SHORTEST_CLIP)) {
    const least = (SHORTEST_CLIP / fps).toFixed(1);
    throw new SourceError(`${training}: no unbroken dance of ${least} s, expected some to learn from`);
  }
  work.begin("baselines");
  const trial: Trial = {
    fps,
    model: { name: "model", generator: model, isVaried: true },
    beside: beside.map((one) => ({ ...one, isVaried: true })),
    baselines: await baselinesFor(known, fps, work),
    unseen: takes,
    training: known,
    seed: options.seed,
    counts: options.quick ? QUICK : FULL,
    work,
  };
  return { trial, judgedOn: unseen, trainedOn: learnt ? training : null, share: learnt?.share ?? null };
}

/**
 * What baselines and classifiers learn is what the model learnt: takes of styles that it was trained without stay unseen
 * to them too. All of them where its styles have other names.
 */
function inStylesOf({ styles }: Generator, dances: readonly LabelledClip[]): readonly LabelledClip[] {
  const own = dances.filter(({ style }) => styles.includes(style));
  return own.length > 0 ? own : dances;
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

/** `continuo import` writes folders `train` and `validation`: of those, the latter is judged on. */
export function foldersOf({ archive, train }: Pick<TrialOptions, "archive" | "train">): {
  unseen: string;
  training: string | null;
} {
  const validation = join(archive, "validation");
  if (!existsSync(validation)) return { unseen: archive, training: train };
  const beside = join(archive, "train");
  return { unseen: validation, training: train ?? (existsSync(beside) ? beside : null) };
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
    checkTrack(generator, folder, track);
    yield track;
    await work.step(folder, done, takes);
  }
}

function checkRate(model: Generator, { description, fps }: Generator): void {
  if (fps === model.fps) return;
  throw new ModelError(
    `${description} has ${fps} frames a second, expected ${model.fps} as ${model.description} has beside which it is judged`,
  );
}

function checkTrack(generator: Generator, folder: string, track: DanceTrack): void {
  if (track.fps === generator.fps) return;
  throw new SourceError(
    `${folder}: ${track.name} has ${track.fps} frames a second, expected ${generator.fps} as ${generator.description} has`,
  );
}
