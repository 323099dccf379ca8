import type { Seconds } from "../../../shared/pose.ts";
import { framesIn } from "../../motion/clip.ts";
import { ADULT, fromAdult } from "../../motion/moments/adult.ts";
import { FEATURES, squareDistance } from "../../motion/moments/features.ts";
import { type Found, Nearest } from "../../motion/moments/pose-index.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { STILLNESS_DELAY, Stillness } from "../../motion/stillness.ts";
import type { Words } from "../motion-graph/words.ts";

/** Of what she danced so much counts as her phrase, at most, */
const LONGEST: Seconds = 8;
/** and at least, if she has danced so long. */
const SHORTEST: Seconds = 2;
/** Less than this is no phrase. */
export const LEAST: Seconds = 1;
/** Who has held still for so long begins another phrase. */
const REST: Seconds = 0.6;
/** Moments that are looked at are so far from each other, frames. */
const APART = 10;

const AS_LONG = new Float32Array(ADULT.length.length).fill(1);

/** What somebody has just danced, on the body of an adult. */
export interface Phrase {
  readonly frames: readonly MotionFrame[];
  readonly placements: readonly Float32Array[];
  /** See features.ts; null where there is no velocity. */
  readonly features: readonly (Float32Array | null)[];
}

/** The last phrase; null where there is none. */
export function lastPhrase(words: Words, fps: number): Phrase | null {
  for (let end = words.length; end >= framesIn(LEAST, fps); ) {
    let begin = end - 1;
    while (begin > 0 && end - begin < framesIn(LONGEST, fps) && words.goesOn(begin - 1)) begin--;
    if (end - begin >= framesIn(LEAST, fps)) return withoutRests(phraseIn(words, begin, end), fps);
    // What was danced before a gap is more of her than half a second is.
    end = begin;
  }
  return null;
}

function phraseIn(words: Words, begin: number, end: number): Phrase {
  const at = Array.from({ length: end - begin }, (_, n) => begin + n);
  const placements = at.map((frame) => words.placement(frame));
  return {
    placements,
    frames: placements.map((placement) => fromAdult(placement, ADULT.length, AS_LONG)),
    features: at.map((frame) => words.features(frame)),
  };
}

/** From the end of the last rest in it on, and without the one that it ends with. */
function withoutRests(phrase: Phrase, fps: number): Phrase {
  const total = phrase.frames.length;
  const [rest, shortest] = [framesIn(REST, fps), Math.min(total, framesIn(SHORTEST, fps))];
  const stillness = new Stillness();
  let [begin, still] = [0, 0];
  for (const [n, frame] of phrase.frames.entries()) {
    stillness.push({ t: n / fps, frame });
    const from = Math.max(0, n - framesIn(STILLNESS_DELAY, fps));
    if (stillness.moving && still >= rest && total - from >= shortest) begin = from;
    still = stillness.moving ? 0 : still + 1;
  }
  const end = still >= rest ? Math.max(begin + shortest, total - still) : total;
  return {
    frames: phrase.frames.slice(begin, end),
    placements: phrase.placements.slice(begin, end),
    features: phrase.features.slice(begin, end),
  };
}

/** The moments of a phrase that are most like one, and after which so many frames follow; the likest first. */
export function momentsLike(
  phrase: Phrase,
  moment: Float32Array,
  count: number,
  left: number,
): readonly Found[] {
  const found = new Nearest(count, Number.POSITIVE_INFINITY, APART);
  for (let frame = 1; frame + left < phrase.frames.length; frame++) {
    const features = phrase.features[frame];
    if (!features) continue;
    const square = squareDistance(features, 0, moment, 0, FEATURES, found.limit);
    if (square < found.limit) found.add(frame, square);
  }
  return found.inOrder();
}
