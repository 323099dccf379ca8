import type { Seconds } from "../pose.ts";

/** Frames a second that timecode has: those of 1000/1001 are called 23.976 and 29.97. */
export const TIMECODE_RATES = [24000 / 1001, 24, 25, 30000 / 1001, 30] as const;

/** One frame's address: hours, minutes, seconds and frames. */
export interface Timecode {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly frames: number;
  /** Frames 0 and 1 of each minute are not counted, but of each tenth (29.97 alone). */
  readonly drop: boolean;
}

/** Frames since 00:00:00:00. @param counted frames that a second counts: 24, 25 or 30 */
export function frameNumber({ hours, minutes, seconds, frames, drop }: Timecode, counted: number): number {
  const allMinutes = 60 * hours + minutes;
  const dropped = drop ? 2 * (allMinutes - Math.floor(allMinutes / 10)) : 0;
  return (60 * allMinutes + seconds) * counted + frames - dropped;
}

/** What a second of that rate counts. */
export const countedOf = (rate: number): number => Math.round(rate);

/** As "01:00:00:00"; with a semicolon before the frames, as is usual, where frames are dropped. */
export const TIMECODE_FORM = "hours:minutes:seconds:frames, for example 01:00:00:00";
const TEXT = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)([:;])([0-2]\d)$/;

/** @throws Error where the text is no timecode */
export function parseTimecode(text: string): Timecode {
  const [, hours, minutes, seconds, mark, frames] = TEXT.exec(text) ?? [];
  if (frames === undefined) throw new Error(`"${text}" is not ${TIMECODE_FORM}`);
  return {
    ...{ hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds), frames: Number(frames) },
    drop: mark === ";",
  };
}

/** Seconds from one timecode to another at a rate; negative where the other is earlier. */
export function secondsBetween(from: Timecode, to: Timecode, rate: number): Seconds {
  const counted = countedOf(rate);
  // What is not marked as dropped counts as the other does: a setting need not know the mark.
  const numberOf = (one: Timecode) => frameNumber({ ...one, drop: to.drop }, counted);
  return (numberOf(to) - numberOf(from)) / rate;
}
