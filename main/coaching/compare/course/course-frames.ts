import { smoothed } from "../parts/steady.ts";
import { COURSE_RATE } from "./features.ts";

/** A course goes by whole frames; its lateness is a mean over so much, standard deviation in seconds. */
const STEADY = 0.5;
/** Who goes on by more than this many columns a row is elsewhere in the dance. */
const LEAP = 4;

/**
 * The course at another rate of moments, in frames of the dance at another rate, without its steps; NaN where the reference
 * is missing.
 * @param way column of each row, both at COURSE_RATE; NaN where it is missing
 */
export function courseFrames(
  way: Float32Array,
  moments: number,
  rate: number,
  fineRate: number,
): Float32Array {
  const late = way.map((column, row) => column - row);
  const out = new Float32Array(moments).fill(Number.NaN);
  for (let from = 0, to = 1; from < way.length; from = to, to++) {
    if (Number.isNaN(way[from]!)) continue;
    while (to < way.length && way[to]! >= way[to - 1]! && way[to]! - way[to - 1]! <= LEAP) to++;
    const steady = smoothed(late.subarray(from, to), 1, STEADY * COURSE_RATE);
    const isLast = to === way.length;
    const first = Math.ceil(((from - (from === 0 ? 1 : 0.5)) * rate) / COURSE_RATE);
    const end = isLast ? moments : Math.ceil(((to - 0.5) * rate) / COURSE_RATE);
    for (let moment = Math.max(0, first); moment < Math.min(moments, end); moment++) {
      const row = (moment / rate) * COURSE_RATE - from;
      const low = Math.max(0, Math.min(Math.floor(row), to - from - 2));
      const next = steady[Math.min(low + 1, to - from - 1)]!;
      const lateness = steady[low]! + Math.max(0, Math.min(1, row - low)) * (next - steady[low]!);
      out[moment] = (lateness / COURSE_RATE + moment / rate) * fineRate;
    }
  }
  return out;
}
