import type { Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "./reference.ts";

/** A beat that falls so little before the stretch is its first. */
const SAME: Seconds = 0.1;

/** Number of the last beat at or before a moment, counted from the stretch's first as 1; null before that, and without beats. */
export function beatNumber(
  at: Seconds,
  { beats, stretch }: Pick<PracticeReference, "beats" | "stretch">,
): number | null {
  const first = beats.findIndex((beat) => beat >= stretch.begin - SAME);
  if (first < 0) return null;
  const last = beats.findLastIndex((beat) => beat <= at + SAME);
  return last < first ? null : last - first + 1;
}
