import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../motion-frame.ts";
import type { Random } from "../random.ts";
import { asPart, finished, type Slices } from "../slices.ts";
import { type Course, coarseToFine, type Ends, type Level, withEnds } from "./coarse-to-fine.ts";
import { meanProportions, withFeet } from "./embodied.ts";
import {
  closeLoop,
  framesOf,
  fromCalmest,
  type Half,
  keepHalf,
  keepPlace,
  livelinessOf,
  startOf,
  trackOf,
  WIDTH,
} from "./phrase-track.ts";
import { shuffledPieces } from "./pieces.ts";
import { COARSEST } from "./rates.ts";

/*
 * Variations of a phrase without a trained model: generative motion matching (Li et al. 2023). A guess of pieces of the
 * phrase in another order is brought closer to it patch by patch, at a coarse rate first, where patches are long, then
 * at ever finer ones. What comes out is the dancer's own movement, in an order of its own, with joins that are averages
 * over more than half a second.
 */

/** A new half of a body is not of the moment whose other half it goes with, nor so near to it; */
const AWAY: Seconds = 1.5;
/** but of a short phrase at most so far away, as a share of it. */
const FARTHEST_AWAY = 0.25;
/** Draws, where nothing is said. */
const DRAWS = 3;
/** Share of the work that goes into them; the rest is bodies and feet. */
const DRAWN = 0.9;
/** Patches are at most so many times longer, and shorter, than at temperature 1. */
const LONGEST = 3;
const SHORTEST = 2;

export interface VariationWish {
  /** How long it is to be; one that keeps half a body is as long as the phrase. */
  readonly frames: number;
  /** Its end goes on with its beginning, at the same place. */
  readonly isLoop?: boolean;
  /** Only this half of the body dances anew; the other dances the phrase as it is. */
  readonly anew?: Half;
  /** What it begins and ends with; where it is missing, it begins at the place where the phrase does. */
  readonly ends?: Ends;
  /** How far it strays from the order of the phrase: at 2 in stretches half as long as at 1. */
  readonly temperature?: number;
  /** Of so many draws the one that is as lively as the phrase is taken: a phrase may be calm first, and then not. */
  readonly draws?: number;
}

/** @param phrase at an even rate, at least two frames. @returns a variation of it. */
export const variationOf = (
  phrase: readonly MotionFrame[],
  fps: number,
  wish: VariationWish,
  random: Random,
): readonly MotionFrame[] => finished(varied(phrase, fps, wish, random));

/** The same in slices. */
export function* varied(
  phrase: readonly MotionFrame[],
  fps: number,
  { frames, isLoop = false, anew, ends, temperature = 1, draws = DRAWS }: VariationWish,
  random: Random,
): Slices<readonly MotionFrame[]> {
  const track = trackOf(phrase, fps);
  const kept = anew && (anew === "upper" ? "lower" : "upper");
  const endsAt = ({ example, rate, patch }: Level): Ends | undefined => {
    if (!ends) return undefined;
    const count = example.bounds[1]!;
    const first = Math.min(count - patch, Math.round((ends.first * rate) / fps));
    return { first, last: Math.max(patch - 1, Math.min(count - 1, Math.round((ends.last * rate) / fps))) };
  };
  const course: Course = {
    ...{ frames: kept ? null : frames, isLoop },
    coarsest: Math.min(SHORTEST, Math.max(1 / LONGEST, temperature)) * COARSEST,
    begin: (level) => shuffledPieces(level, random, { temperature, ends: endsAt(level) }),
    reluctance: (level) => {
      const at = endsAt(level);
      return kept ? otherMoments(level) : at && withEnds(level, at);
    },
    ...(kept && { keep: (guess, { example }) => keepHalf(kept, example.track, guess) }),
  };
  const drawn = asLively(track, kept ? 1 : draws, () => coarseToFine([track], fps, course));
  const found = yield* asPart(drawn, 0, DRAWN);
  const from = startOf(ends ? phrase.slice(Math.min(ends.first, phrase.length - 2)) : phrase, fps);
  if (kept !== "lower") keepPlace(found, fps, from);
  if (isLoop) closeLoop(found, fps);
  const { loop, start } = isLoop ? fromCalmest(found, fps, from) : { loop: found, start: from };
  const danced = framesOf(loop, fps, start, meanProportions(phrase));
  const rounds = kept === "lower" ? 0 : isLoop ? 2 : 1;
  return yield* asPart(withFeet(danced, loop.length / WIDTH, fps, rounds), DRAWN, 1 - DRAWN);
}

function otherMoments({ example, rate }: Level): NonNullable<ReturnType<NonNullable<Course["reluctance"]>>> {
  const away = Math.min(AWAY * rate, FARTHEST_AWAY * example.bounds[1]!);
  return (frame, ofExample) => (Math.abs(ofExample - frame) < away ? Number.POSITIVE_INFINITY : 1);
}

function* asLively(
  track: Float32Array,
  draws: number,
  draw: () => Slices<Float32Array>,
): Slices<Float32Array> {
  const asked = livelinessOf(track);
  // What stands still is as lively as another that does.
  const off = (drawn: Float32Array) => Math.abs(Math.log((livelinessOf(drawn) + 1e-6) / (asked + 1e-6)));
  let best: Float32Array | null = null;
  for (let done = 0; done < draws; done++) {
    const drawn = yield* asPart(draw(), done / draws, 1 / draws);
    if (!best || off(drawn) < off(best)) best = drawn;
  }
  return best!;
}
