import { type Clip, framesIn, part } from "../../motion/clip.ts";
import { type Contestant, continuations, wishesFor } from "./contestant.ts";
import { type Seed, seedsIn } from "./seeds.ts";
import { chanceFor, HEARD, type Trial } from "./trial.ts";

/** Length of the dances that body and likeness are measured on. */
export const DANCE_SECONDS = 8;

/** Continuations of the same seeds by everybody, at temperature 1, and what the dancers themselves did. */
export interface Dances {
  readonly seeds: readonly Seed[];
  readonly by: ReadonlyMap<string, readonly Clip[]>;
}

/** Null where no unseen take is long enough. */
export async function danceAll(trial: Trial): Promise<Dances | null> {
  const { fps, unseen, counts, model, baselines } = trial;
  const frames = framesIn(DANCE_SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), frames, counts.dances);
  if (seeds.length === 0) return null;
  const by = new Map<string, readonly Clip[]>();
  for (const contestant of [model, ...baselines]) {
    by.set(contestant.name, await danceOf(trial, contestant, seeds, frames));
  }
  by.set("real", futuresOf(seeds, frames));
  return { seeds, by };
}

export const danceOf = (
  trial: Trial,
  contestant: Contestant,
  seeds: readonly Seed[],
  frames: number,
): Promise<readonly Clip[]> =>
  continuations(contestant, wishesFor(seeds), frames, 1, chanceFor(trial, 5, frames), trial.work);

/** What the dancers did after the seeds. */
export const futuresOf = (seeds: readonly Seed[], frames: number): readonly Clip[] =>
  seeds.map(({ danced, end }) => part(danced.clip, end, end + frames));
