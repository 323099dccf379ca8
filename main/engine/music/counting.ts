import { beatAt, timeOfBeat } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { BeatGrid } from "../../motion/features/beat-grid.ts";

/** A beat that was so little before is now: it is no frame ago. */
const JUST: Seconds = 0.02;
/** Rates at which beats fall on beats, on every second or third, or two or three on one. */
const RATIOS = [1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2];
/** An answer is made so much longer or shorter at most to be of whole bars, beats. */
const LITTLE = 1;

export const periodOf = ({ tempo }: Pick<BeatGrid, "tempo">): Seconds => 60 / tempo;

/** When the beat falls that is now or comes next. */
export const nextBeat = (music: BeatGrid, t: Seconds): Seconds =>
  timeOfBeat(music, Math.ceil(beatAt(music, t - JUST)));

/** When the beat falls that is nearest. */
export const nearestBeat = (music: BeatGrid, t: Seconds): Seconds =>
  timeOfBeat(music, Math.round(beatAt(music, t)));

/** The musical ratio that is nearest, by their own ratio. */
export const musicalRatio = (tempo: number): number =>
  RATIOS.reduce((best, ratio) =>
    Math.abs(Math.log(ratio / tempo)) < Math.abs(Math.log(best / tempo)) ? ratio : best,
  );

/**
 * So many seconds in whole beats, at least one; from one bar on in whole bars, where that is at most one beat off.
 * @param least, most limits, which hold where a whole number of beats is within them.
 */
export function wholeBeats(
  seconds: Seconds,
  { tempo, beatsPerBar }: { readonly tempo: number; readonly beatsPerBar: number },
  least: Seconds = 0,
  most: Seconds = Number.POSITIVE_INFINITY,
): number {
  const inBeats = (length: Seconds) => (length * tempo) / 60;
  const beats = Math.max(1, Math.round(inBeats(seconds)));
  const [min, max] = [Math.ceil(inBeats(least) - 1e-6), Math.floor(inBeats(most) + 1e-6)];
  const bars = beatsPerBar * Math.round(beats / beatsPerBar);
  const isBars = beats >= beatsPerBar && Math.abs(bars - beats) <= LITTLE;
  if (max < Math.max(1, min)) return beats;
  return isBars && bars >= min && bars <= max ? bars : clamp(beats, min, max);
}
