import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, framesIn, ROW } from "../../motion/clip.ts";

/** A moment of a dance as numbers: [60], as in a `Clip`. */
export interface TimedRow {
  readonly t: Seconds;
  readonly row: Float32Array;
}

/**
 * A dance that was seen whenever the camera gave it, from one moment to another at an even rate: straight on between two
 * rows, the first before and the last behind them.
 * @param rows in the order of time, at least one.
 * @returns from `begin` to the frame nearest to `end`.
 */
export function evenRows(rows: readonly TimedRow[], begin: Seconds, end: Seconds, fps: number): Clip {
  const frames = framesIn(end - begin, fps) + 1;
  const values = new Float32Array(frames * ROW);
  let next = 0;
  for (let frame = 0; frame < frames; frame++) {
    const t = begin + frame / fps;
    while (next < rows.length && rows[next]!.t <= t) next++;
    const before = rows[Math.max(0, next - 1)]!;
    const after = rows[Math.min(next, rows.length - 1)]!;
    const gap = after.t - before.t;
    const share = gap > 0 ? Math.min(1, Math.max(0, (t - before.t) / gap)) : 0;
    for (let i = 0; i < ROW; i++)
      values[frame * ROW + i] = before.row[i]! + share * (after.row[i]! - before.row[i]!);
  }
  return { frames, values };
}
