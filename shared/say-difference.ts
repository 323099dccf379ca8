import type { CoachingSentences } from "./languages/coaching.ts";
import type { Seconds, Stretch } from "./pose.ts";
import type { Difference, Section } from "./practice.ts";

/** Metres across a hand: between the means of women, 7.9 cm, and men, 9.0 (Gordon et al., ANSUR, 1988). */
const HAND = 0.085;
/** More breadths of a hand nobody measures by hand. */
const MOST_HANDS = 3;
/** Milliseconds: finer than this no camera tells how late she is. */
const FINEST = 10;

/** What differs, in a few words without a full stop: "right arm 120 ms late". When it is, says `sayWhen`. */
export function sayDifference(difference: Difference | Section, words: CoachingSentences): string {
  const part = "part" in difference ? words.parts[difference.part] : "";
  switch (difference.kind) {
    case "timing": {
      const ms = FINEST * Math.round((1000 * Math.abs(difference.late)) / FINEST);
      return difference.late < 0 ? words.early(part, words.time(ms)) : words.late(part, words.time(ms));
    }
    case "size": {
      const percent = Math.round(100 * Math.abs(difference.ratio - 1));
      return difference.ratio < 1 ? words.small(part, percent) : words.large(part, percent);
    }
    case "place": {
      const hands = Math.round(difference.off / HAND);
      const cm = Math.round(100 * difference.off);
      return words.off(part, words.directions[difference.towards], cm, hands > MOST_HANDS ? 0 : hands);
    }
    default:
      return words.sections[difference.kind];
  }
}

/** When something is: at a beat where beats are known, else at a second of the reference. */
export const sayWhen = (at: Seconds, beat: number | null, words: CoachingSentences): string =>
  beat === null ? words.atSecond(at.toFixed(1)) : words.atBeat(beat);

/** From when to when: "3.2 to 5.1 s". */
export const sayStretch = ({ begin, end }: Stretch, words: CoachingSentences): string =>
  words.fromTo(begin.toFixed(1), end.toFixed(1));
