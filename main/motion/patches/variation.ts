import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../motion-frame.ts";
import { type FeetState, plantFeet } from "../planted-feet.ts";
import {
  bodyHeight,
  mixProportions,
  type Proportions,
  proportionsOf,
  withProportions,
} from "../proportions.ts";
import type { Random } from "../random.ts";
import { add, scaled } from "../vectors.ts";
import { type Example, type Matching, replacePatches } from "./patch-matching.ts";
import {
  closeLoop,
  framesOf,
  type Half,
  keepHalf,
  keepPlace,
  livelinessOf,
  startOf,
  trackOf,
} from "./phrase-track.ts";
import { piecesOnTheWay, shuffledPieces } from "./pieces.ts";
import { exampleAt, patchOf, ratesTo, withFrames } from "./rates.ts";

/*
 * Variations of a phrase without a trained model: generative motion matching (Li et al. 2023). A guess of pieces of the
 * phrase in another order is brought closer to it patch by patch, at a coarse rate first, where patches are long, then
 * at ever finer ones. What comes out is the dancer's own movement, in an order of its own, with joins that are averages
 * over a third of a second.
 */

/** How often patches are replaced at each rate. */
const STEPS = 3;
/** A new half of a body is not of the moment whose other half it goes with, nor so near to it; */
const AWAY: Seconds = 1.5;
/** but of a short phrase at most so far away, as a share of it. */
const FARTHEST_AWAY = 0.25;
/** How far from its turn a patch of a phrase is avoided, on the way to another phrase: a factor of its distance. */
const OUT_OF_TURN = 3;

/** Of so many draws the one that is as lively as the phrase is taken: a phrase may be calm first, and then not. */
const DRAWS = 3;

export interface VariationWish {
  /** How long it is to be; one that keeps half a body is as long as the phrase. */
  readonly frames: number;
  /** Its end goes on with its beginning, at the same place. */
  readonly isLoop?: boolean;
  /** Only this half of the body dances anew; the other dances the phrase as it is. */
  readonly anew?: Half;
}

/** @param phrase at an even rate, at least two frames. @returns a variation that begins where the phrase does. */
export function variationOf(
  phrase: readonly MotionFrame[],
  fps: number,
  { frames, isLoop = false, anew }: VariationWish,
  random: Random,
): readonly MotionFrame[] {
  const track = trackOf(phrase, fps);
  const kept = anew && (anew === "upper" ? "lower" : "upper");
  const start = startOf(phrase, fps);
  const found = asLively(track, kept ? 1 : DRAWS, () =>
    matched([track], fps, frames, random, { begin: shuffledPieces, isLoop, kept }),
  );
  if (kept !== "lower") keepPlace(found, fps, start);
  if (isLoop) closeLoop(found, fps);
  const danced = framesOf(found, fps, start, meanProportions(phrase));
  return kept === "lower" ? danced : withFeet(danced, fps, isLoop);
}

/**
 * The way from one phrase to another: it begins as the first does, ends as the second does, and goes over between them
 * where they are alike, on the first dancer's body. Both at an even rate, of at least two frames.
 */
export function wayBetween(
  from: readonly MotionFrame[],
  to: readonly MotionFrame[],
  fps: number,
  frames: number,
  random: Random,
): readonly MotionFrame[] {
  const proportions = meanProportions(from);
  const other = inPlaceOf(from, onBodyOf(to, proportions));
  const found = matched([trackOf(from, fps), trackOf(other, fps)], fps, frames, random, {
    begin: piecesOnTheWay,
    isLoop: false,
    reluctance: ({ bounds }, count, patch) => {
      const [, middle, end] = bounds as [number, number, number];
      const ends = new Map([
        [0, 0],
        [count - patch, end - patch],
      ]);
      return (frame, ofExample) => {
        const only = ends.get(frame);
        if (only !== undefined) return only === ofExample ? 1 : Number.POSITIVE_INFINITY;
        const share = frame / count;
        return 1 + (OUT_OF_TURN - 1) * (ofExample < middle ? share : 1 - share);
      };
    },
  });
  const start = startOf(from, fps);
  keepPlace(found, fps, start);
  return withFeet(framesOf(found, fps, start, proportions), fps, false);
}

function asLively(track: Float32Array, draws: number, draw: () => Float32Array): Float32Array {
  const asked = livelinessOf(track);
  // What stands still is as lively as another that does.
  const off = (drawn: Float32Array) => Math.abs(Math.log((livelinessOf(drawn) + 1e-6) / (asked + 1e-6)));
  return Array.from({ length: draws }, draw).reduce((best, drawn) => (off(drawn) < off(best) ? drawn : best));
}

interface Course extends Pick<Matching, "isLoop"> {
  readonly begin: typeof shuffledPieces;
  readonly reluctance?: (example: Example, frames: number, patch: number) => Matching["reluctance"];
  /** The half of the body that dances the first phrase as it is. */
  readonly kept?: Half | undefined;
}

/** From the coarsest rate to the finest. */
function matched(
  phrases: readonly Float32Array[],
  fps: number,
  frames: number,
  random: Random,
  { begin, isLoop, reluctance, kept }: Course,
): Float32Array {
  let guess: Float32Array | null = null;
  for (const rate of ratesTo(fps)) {
    const example = exampleAt(phrases, fps, rate);
    const ofFirst = example.bounds[1]!;
    const count = kept ? ofFirst : Math.max(1, Math.round((frames * rate) / fps));
    const patch = Math.min(patchOf(example), count);
    const away = Math.min(AWAY * rate, FARTHEST_AWAY * ofFirst);
    const fromOtherMoments = (frame: number, ofExample: number) =>
      Math.abs(ofExample - frame) < away ? Number.POSITIVE_INFINITY : 1;
    const matching = { isLoop, reluctance: kept ? fromOtherMoments : reluctance?.(example, count, patch) };
    guess = guess ? withFrames(guess, count, isLoop) : begin(example, count, rate, random);
    for (let step = 0; step < STEPS; step++) {
      if (kept) keepHalf(kept, example.track, guess);
      guess = replacePatches(guess, example, patch, matching);
    }
    if (kept) keepHalf(kept, example.track, guess);
  }
  return guess!;
}

function meanProportions(phrase: readonly MotionFrame[]): Proportions {
  let mean: Proportions | null = null;
  for (const [index, { body }] of phrase.entries()) {
    const now = proportionsOf(body);
    mean = mean ? mixProportions(mean, now, 1 / (index + 1)) : now;
  }
  return mean!;
}

/** A phrase as it is danced by a taller or smaller body, which goes as many of its own legs far. */
function onBodyOf(phrase: readonly MotionFrame[], proportions: Proportions): readonly MotionFrame[] {
  const scale = bodyHeight(proportions) / bodyHeight(meanProportions(phrase));
  return phrase.map(({ body, root }) => ({
    body: withProportions(
      body.map((point) => scaled(point, scale)),
      proportions,
    ),
    root: scaled(root, scale),
  }));
}

/** The phrase danced around the middle of where another is. */
function inPlaceOf(other: readonly MotionFrame[], phrase: readonly MotionFrame[]): readonly MotionFrame[] {
  const middle = (frames: readonly MotionFrame[], axis: "x" | "z") =>
    frames.reduce((sum, { root }) => sum + root[axis], 0) / frames.length;
  const by = {
    x: middle(other, "x") - middle(phrase, "x"),
    y: 0,
    z: middle(other, "z") - middle(phrase, "z"),
  };
  return phrase.map(({ body, root }) => ({ body, root: add(root, by) }));
}

/** With planted feet; a loop's begin as its end leaves them. */
function withFeet(danced: readonly MotionFrame[], fps: number, isLoop: boolean): readonly MotionFrame[] {
  let state: FeetState | null = null;
  let shown: readonly MotionFrame[] = danced;
  for (let round = 0; round < (isLoop ? 2 : 1); round++) {
    shown = danced.map((frame) => {
      const next = plantFeet(state, frame, 1 / fps);
      state = next.state;
      return next.frame;
    });
  }
  return shown;
}
