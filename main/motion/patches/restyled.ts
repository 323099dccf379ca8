import type { MotionFrame } from "../motion-frame.ts";
import { asPart, type Slices } from "../slices.ts";
import { coarseToFine, type Level } from "./coarse-to-fine.ts";
import { meanProportions, onBodyOf, withFeet } from "./embodied.ts";
import { atPaceOf, paceOf, speedsOf } from "./pace.ts";
import { framesOf, keepPlace, startOf, takePlace, trackOf } from "./phrase-track.ts";
import { exampleAt, withFrames } from "./rates.ts";

/** Share of the work that goes into matching. */
const MATCHED = 0.95;

/**
 * A phrase danced in another style, in slices: out of patches of dances in that style which are most like what she dances
 * and as fast, for that style, as she is then. What comes out is brought to her timing, on her body and in her place.
 * @param phrase at an even rate, at least two frames. @param style dances at the same rate.
 */
export function* restyled(
  phrase: readonly MotionFrame[],
  style: readonly (readonly MotionFrame[])[],
  fps: number,
): Slices<readonly MotionFrame[]> {
  const proportions = meanProportions(phrase);
  const hers = trackOf(phrase, fps);
  const dances = style.map((dance) => trackOf(onBodyOf(dance, proportions), fps));
  const hersAt = ({ rate, frames }: Level) => withFrames(exampleAt([hers], fps, rate).track, frames, false);
  const matching = coarseToFine(dances, fps, {
    frames: phrase.length,
    isLoop: false,
    begin: hersAt,
    pace: (level) => ({
      guess: paceOf(speedsOf(hersAt(level), level.rate, [0])),
      example: paceOf(speedsOf(level.example.track, level.rate, level.example.bounds)),
    }),
  });
  const found = atPaceOf(hers, yield* asPart(matching, 0, MATCHED), fps);
  takePlace(hers, found);
  const start = startOf(phrase, fps);
  keepPlace(found, fps, start);
  const danced = framesOf(found, fps, start, proportions);
  return yield* asPart(withFeet(danced, phrase.length, fps, 1), MATCHED, 1 - MATCHED);
}
