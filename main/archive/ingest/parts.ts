import type { Seconds, Stretch } from "../../../shared/pose.ts";

/** A rehearsal is often one shot of an hour: as one piece of work it would be lost whole, and keep one processor busy. */
export const LONGEST_PART: Seconds = 120;

/** Shots, the long ones divided evenly, as they are worked on. */
export function partsOf(shots: readonly Stretch[], longest = LONGEST_PART): readonly Stretch[] {
  return shots.flatMap(({ begin, end }) => {
    const count = Math.max(1, Math.ceil((end - begin) / longest - 1e-9));
    const bound = (index: number) => (index === count ? end : begin + ((end - begin) * index) / count);
    return Array.from({ length: count }, (_, index) => ({ begin: bound(index), end: bound(index + 1) }));
  });
}
