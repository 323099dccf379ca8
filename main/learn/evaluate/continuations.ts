import type { Heard } from "../../../shared/music.ts";
import { generate, observePhrases } from "../../generators/generate.ts";
import type { Generator, GeneratorState, Manner } from "../../generators/generator.ts";
import { type Clip, framesIn, part, ROW, writeRow } from "../../motion/clip.ts";
import type { Random } from "../../motion/random.ts";
import { type Seed, seedsIn } from "./seeds.ts";
import { type JudgedGenerator, judgedAt, randomFor, SEED_SECONDS, type Trial } from "./trial.ts";
import type { Work } from "./work.ts";

/** Length of the continuations that body and likeness are measured on. */
export const CONTINUATION_SECONDS = 8;

/** A generator's state after each seed. */
export const statesAfter = (generator: Generator, seeds: readonly Seed[]): readonly GeneratorState[] =>
  observePhrases(
    generator,
    seeds.map(({ take, end, observedFrames }) => take.track.frames.slice(end - observedFrames, end)),
  );

/** What is heard at a frame of the continuation of a seed. */
export type HeardBy = (seed: number, frame: number) => Heard | null;

/**
 * The first `frames` of a continuation of each seed; of `options` of them, seed after seed.
 * @param heard null where nobody hears anything
 */
export async function continuations(
  { name, generator }: JudgedGenerator,
  seeds: readonly Seed[],
  frames: number,
  temperature: number,
  random: Random,
  work: Work,
  options = 1,
  heard: HeardBy | null = null,
): Promise<readonly Clip[]> {
  const states = statesAfter(generator, seeds).flatMap((state) => Array<GeneratorState>(options).fill(state));
  const clips = states.map((): Clip => ({ frames, values: new Float32Array(frames * ROW) }));
  const mannerAt = (frame: number): Manner => ({
    ...{ temperature, styles: null },
    heard: heard && states.map((_, index) => heard(Math.floor(index / options), frame)),
  });
  const continuation = generate(generator, states, mannerAt, random);
  for (let frame = 0; frame < frames; frame++) {
    (await continuation.next()).value.forEach((next, index) => {
      writeRow(next, clips[index]!.values, frame * ROW);
    });
    await work.step(name, frame + 1, frames);
  }
  return clips;
}

/** Continuations of the same seeds by every generator, at temperature 1, and what the dancers themselves did. */
export interface Continuations {
  readonly seeds: readonly Seed[];
  /** By the generator's name; "real" for the dancers. */
  readonly by: ReadonlyMap<string, readonly Clip[]>;
}

/** Null where no unseen take is long enough. */
export async function continueAll(trial: Trial): Promise<Continuations | null> {
  const { fps, unseen, counts } = trial;
  const frames = framesIn(CONTINUATION_SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), frames, counts.continuations);
  if (seeds.length === 0) return null;
  const by = new Map<string, readonly Clip[]>();
  for (const judged of judgedAt(trial)) {
    by.set(judged.name, await continueSeeds(trial, judged, seeds, frames));
  }
  by.set("real", groundTruth(seeds, frames));
  return { seeds, by };
}

export const continueSeeds = (
  trial: Trial,
  judged: JudgedGenerator,
  seeds: readonly Seed[],
  frames: number,
  heard: HeardBy | null = null,
): Promise<readonly Clip[]> =>
  continuations(judged, seeds, frames, 1, randomFor(trial, 5, frames), trial.work, 1, heard);

/** What the dancers did after the seeds. */
export const groundTruth = (seeds: readonly Seed[], frames: number): readonly Clip[] =>
  seeds.map(({ take, end }) => part(take.clip, end, end + frames));
