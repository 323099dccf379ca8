import type { Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";

/** A beat that falls so little before the stretch falls on its beginning. */
const SAME: Seconds = 0.02;

/**
 * The last `count` beats before what is practised begins, seconds of the reference, in order: its own where it is known so
 * far back, before them as far apart as most of its beats are. None where the beats of the reference are not known.
 */
export function beatsBefore(
  { beats, stretch }: Pick<PracticeReference, "beats" | "stretch">,
  count: number,
): readonly Seconds[] {
  const apart = middleOf(beats.slice(1).map((beat, index) => beat - beats[index]!));
  if (apart === null || apart <= 0) return [];
  const before = beats.filter((beat) => beat < stretch.begin - SAME);
  const known = before.slice(Math.max(0, before.length - count));
  // Without one before, the first beat of the stretch tells where they would be.
  let next = known[0] ?? beats[0]!;
  const made: Seconds[] = [];
  while (known.length + made.length < count) {
    next -= apart;
    if (next < stretch.begin - SAME) made.unshift(next);
  }
  return [...made, ...known];
}

/** The median; null of nothing. */
function middleOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
}
