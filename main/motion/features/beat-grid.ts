import { fitLine } from "../../../shared/fit-line.ts";
import { beatAt, type Music, timeOfBeat } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Beats at an even distance: what is known of a music that only beats. */
export type BeatGrid = Pick<Music, "t" | "beat" | "tempo">;

/** Beats a minute. Between two that are tried lies less than a tenth of a beat in ten seconds. */
const SLOWEST = 60;
const FASTEST = 190;
const APART = 0.5;
/** Fewer beats fall on too many grids. */
const FEWEST = 4;

/**
 * The even beats that some moments fall on best: least squares over tempo, 60 to 190 a minute, and phase. For each tempo
 * the phase is the moments' circular mean; with it every moment has the number of the beat nearest to it, and of the line
 * through moments over numbers tempo and phase follow. The best is that with the smallest mean square of what is left, in
 * beats: in seconds the fastest would always win.
 * @returns null where the moments are fewer than four.
 */
export function fittedGrid(moments: readonly Seconds[]): BeatGrid | null {
  if (moments.length < FEWEST) return null;
  let best: { readonly grid: BeatGrid; readonly off: number } | null = null;
  for (let tempo = SLOWEST; tempo <= FASTEST; tempo += APART) {
    const grid = throughNumbered(moments, { tempo, beat: 0, t: circularMean(moments, tempo) });
    if (!(grid.tempo >= SLOWEST && grid.tempo <= FASTEST)) continue;
    const off = moments.reduce((sum, moment) => sum + offBeat(grid, moment) ** 2, 0);
    if (!best || off < best.off) best = { grid, off };
  }
  return best?.grid ?? null;
}

/** When its beats fall from `from` up to, not including, `to`. */
export function beatsOfGrid(grid: BeatGrid, from: Seconds, to: Seconds): readonly Seconds[] {
  const first = Math.ceil(beatAt(grid, from));
  const count = Math.max(0, Math.ceil(beatAt(grid, to)) - first);
  return Array.from({ length: count }, (_, index) => timeOfBeat(grid, first + index));
}

/** How far after the nearest beat, in beats: -0.5 to 0.5. */
export function offBeat(grid: BeatGrid, t: Seconds): number {
  const beat = beatAt(grid, t);
  return beat - Math.round(beat);
}

/** The beat of that tempo that the moments lie around. */
function circularMean(moments: readonly Seconds[], tempo: number): Seconds {
  const turn = (2 * Math.PI * tempo) / 60;
  const sum = (of: (angle: number) => number) => moments.reduce((total, t) => total + of(turn * t), 0);
  return Math.atan2(sum(Math.sin), sum(Math.cos)) / turn;
}

/** The line through moments over the numbers of their beats. */
function throughNumbered(moments: readonly Seconds[], grid: BeatGrid): BeatGrid {
  const line = fitLine(moments.map((y) => ({ x: Math.round(beatAt(grid, y)), y })));
  return { tempo: 60 / line.slope, beat: 0, t: line.at(0) };
}
