import type { Seconds, Stretch } from "../../shared/pose.ts";

/*
 * How a video is read from the midst of it without all that lies before: ffmpeg begins at a key frame at or before the
 * place, and the frames between are decoded and left out. Where a file's index is wrong or it has none, ffmpeg begins
 * behind the place: that shows by the first frame's time, and such a video is read from its beginning.
 */

export const WHOLE: Stretch = { begin: 0, end: Number.POSITIVE_INFINITY };

/** A place to begin at. */
export interface Seek {
  /** When the video's first frame is due on the clock of its file. */
  readonly zero: Seconds;
  /** From there on. */
  readonly begin: Seconds;
}

/** Nothing was read yet, and what would come is not what was asked for. */
export class SeekMissed extends Error {}

/** The same frame's time may be rounded otherwise where it is counted from elsewhere. */
const ROUNDED: Seconds = 2e-6;

/**
 * So far ahead of the place it is looked for: a stream whose pictures are renewed part by part (intra refresh) becomes whole
 * only after two rounds of that. What begins earlier is read from the beginning.
 */
export const LEAD: Seconds = 3;

const placeOf = ({ zero, begin }: Seek): Seconds => zero + begin - ROUNDED;

/** What makes ffmpeg begin there, in front of its input: times stay those of the file. */
export const seekArguments = (seek: Seek): readonly string[] => [
  ...["-flags", "-output_corrupt", "-copyts", "-noaccurate_seek", "-seek_timestamp", "1"],
  ...["-ss", (placeOf(seek) - LEAD).toFixed(6)],
];

/** Leaves out what lies before the place; for microseconds. */
export const seekFilter = (seek: Seek): string => `trim=start_pts=${Math.round(placeOf(seek) * 1e6)}`;

/**
 * Passes over the times of the frames that are left out.
 * @returns that of the first one which is not.
 * @throws SeekMissed
 */
export async function reached(times: AsyncGenerator<Seconds>, seek: Seek): Promise<Seconds> {
  const place = placeOf(seek);
  for (let isFirst = true; ; isFirst = false) {
    const { value: time, done } = await times.next();
    if (done || Number.isNaN(time) || (isFirst && time > place + 2 * ROUNDED)) throw new SeekMissed();
    if (time >= place) return time;
  }
}

/** The frames of a stretch, of frames in the order of time. */
export async function* within<F extends { readonly t: Seconds }>(
  { begin, end }: Stretch,
  frames: AsyncIterable<F>,
): AsyncGenerator<F> {
  for await (const frame of frames) {
    if (frame.t >= end - ROUNDED) return;
    if (frame.t >= begin - ROUNDED) yield frame;
  }
}
