import type { Random } from "../../../motion/random.ts";
import type { Dance, Dataset } from "./dataset.ts";

/**
 * Key-framed dance counts as so much of recorded dance. It knows steps and poses that the recordings lack, but its
 * timing, weight and balance are an animator's and not a body's.
 */
const KEY_FRAMED_SHARE = 1 / 3;

/**
 * A dance of at least `needed` frames: styles evenly, those that are key-framed less often, and dances of a style by
 * their length.
 */
export function drawDance({ dances }: Dataset, needed: number, random: Random): Dance {
  const long = dances.filter((dance) => dance.frames >= needed);
  const total = (of: readonly Dance[], value: (dance: Dance) => number) =>
    of.reduce((sum, dance) => sum + value(dance), 0);
  const byStyle = Map.groupBy(long, ({ style }) => style);
  const lengths = new Map([...byStyle].map(([style, own]) => [style, total(own, ({ frames }) => frames)]));
  const shareOf = ({ style, frames, isKeyFramed }: Dance) =>
    ((isKeyFramed ? KEY_FRAMED_SHARE : 1) * frames) / lengths.get(style)!;
  let at = random() * total(long, shareOf);
  for (const dance of long) {
    at -= shareOf(dance);
    if (at < 0) return dance;
  }
  return long[0]!;
}
