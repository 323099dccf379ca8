import { asPart, type Slices } from "../slices.ts";
import { type Example, type Matching, replacePatches } from "./patch-matching.ts";
import { COARSEST, exampleAt, patchOf, ratesTo, withFrames } from "./rates.ts";

/** How often patches are replaced at a rate: where most of the work is, what is alike has been found. */
const stepsAt = (rate: number, fps: number): number => (rate > fps / 2 ? 1 : 2);

/** One rate on the way from the coarsest to the finest. */
export interface Level {
  readonly example: Example;
  readonly rate: number;
  /** Of what is made. */
  readonly frames: number;
  readonly patch: number;
}

/** How a dance is made out of phrases. */
export interface Course extends Pick<Matching, "isLoop"> {
  /** How long it is to be, frames; null where as long as the first phrase. */
  readonly frames: number | null;
  /** Frames a second; the higher, the shorter are the longest patches. */
  readonly coarsest?: number;
  /** The guess that the coarsest rate begins with. */
  readonly begin: (level: Level) => Float32Array;
  readonly reluctance?: (level: Level) => Matching["reluctance"];
  readonly pace?: (level: Level) => Matching["pace"];
  /** Sets what of a guess is not to change, in place. */
  readonly keep?: (guess: Float32Array, level: Level) => void;
}

/** From the coarsest rate to the finest. @param phrases tracks at `fps`. @returns a track at that rate. */
export function* coarseToFine(
  phrases: readonly Float32Array[],
  fps: number,
  { frames, coarsest = COARSEST, begin, isLoop, reluctance, pace, keep }: Course,
): Slices<Float32Array> {
  const rates = ratesTo(fps, coarsest);
  /** The work grows with the product of what is compared. */
  const work = rates.reduce((sum, rate) => sum + stepsAt(rate, fps) * rate * rate, 0);
  let done = 0;
  let guess: Float32Array | null = null;
  for (const rate of rates) {
    const example = exampleAt(phrases, fps, rate);
    const count = frames === null ? example.bounds[1]! : Math.max(1, Math.round((frames * rate) / fps));
    const level = { example, rate, frames: count, patch: Math.min(patchOf(example, rate), count) };
    const matching = { isLoop, reluctance: reluctance?.(level), pace: pace?.(level) };
    guess = guess ? withFrames(guess, count, isLoop) : begin(level);
    for (let step = 0; step < stepsAt(rate, fps); step++, done += rate * rate) {
      keep?.(guess, level);
      const replacing = replacePatches(guess, example, level.patch, matching);
      guess = yield* asPart(replacing, done / work, (rate * rate) / work);
    }
    keep?.(guess, level);
  }
  return guess!;
}

/** Frames of a phrase that something begins and ends with. */
export interface Ends {
  readonly first: number;
  readonly last: number;
}

/**
 * Lets half a patch at either end be no other than what goes on from the first frame, and leads to the last: there less
 * overlaps, and what went elsewhere at once would be a jolt.
 */
export function withEnds(
  { frames, patch, example }: Level,
  { first, last }: Ends,
): NonNullable<Matching["reluctance"]> {
  const [from, to] = [first, last - (frames - 1)];
  const [half, patches] = [patch >> 1, frames - patch + 1];
  const end = example.bounds.at(-1)! - patch;
  const onlyAt = (frame: number) => {
    const only = frame <= half ? from + frame : frame >= patches - 1 - half ? to + frame : null;
    return only !== null && only >= 0 && only <= end ? only : null;
  };
  return (frame, ofExample) => ((onlyAt(frame) ?? ofExample) === ofExample ? 1 : Number.POSITIVE_INFINITY);
}
