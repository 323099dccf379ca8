import type { Seconds } from "./pose.ts";

/** The track under a dance. */
export interface MusicTrack {
  /** Its file, by a path that begins where the file lies that names it. */
  readonly file: string;
  /** Where the track is when the dance begins; before its beginning where this is less than 0. */
  readonly begin: Seconds;
}

/** Letters of the longest path. */
export const LONGEST_TRACK_PATH = 1000;
/** No track begins farther away from the dance, seconds. */
export const FARTHEST_BEGIN: Seconds = 86_400;

/** Whether a path leads on from where its file lies, on every system: not absolute, and with nothing odd in it. */
export const isTrackPath = (path: string): boolean =>
  path.length <= LONGEST_TRACK_PATH && /^(?![/~])[^\\:\p{Cc}]+[^/\\:\p{Cc}]$/u.test(path);
