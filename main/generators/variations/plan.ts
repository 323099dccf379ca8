import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { framesIn } from "../../motion/clip.ts";
import { varied } from "../../motion/patches/variation.ts";
import { placementOf } from "../../motion/placement.ts";
import { type Random, seededRandom } from "../../motion/random.ts";
import { Sliced } from "../../motion/slices.ts";
import type { Phrase } from "./phrase.ts";

/** Where a variation ends, so much of the phrase is left, and has been, as far as it is long enough. */
const LEFT: Seconds = 1.8;
const BEFORE: Seconds = 0.6;

/** A variation of a phrase that is being computed, and the frame of the phrase that it ends with. */
export interface Plan {
  readonly variation: Sliced<readonly Float32Array[]>;
  readonly last: number;
}

/** @param first frame of the phrase that it begins with. @returns placements on the body of an adult. */
export function planned(
  phrase: Phrase,
  fps: number,
  first: number,
  seconds: Seconds,
  temperature: number,
  random: Random,
): Plan {
  const own = seededRandom(Math.floor(random() * 2 ** 32));
  const length = phrase.frames.length;
  const least = Math.min(framesIn(BEFORE, fps), length - 1);
  const most = clamp(length - 1 - framesIn(LEFT, fps), least, length - 1);
  const last = least + Math.floor(own() * (most - least + 1));
  const wish = { frames: framesIn(seconds, fps), ends: { first, last }, temperature, draws: 1 };
  return { variation: new Sliced(placements()), last };

  function* placements() {
    const frames = yield* varied(phrase.frames, fps, wish, own);
    return frames.map((frame) => placementOf(frame));
  }
}
