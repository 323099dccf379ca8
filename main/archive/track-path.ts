import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { isTrackPath, type MusicTrack } from "../../shared/music-track.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Where the track lies that a take or a piece names. @param file of the take or the piece */
export const pathOfTrack = (file: string, track: MusicTrack): string => join(dirname(file), track.file);

/**
 * The same track as another take names it, which begins later in the dance; undefined where no path leads there, as from
 * one drive to another.
 */
export function trackFrom(
  from: string,
  to: string,
  track: MusicTrack,
  later: Seconds = 0,
): MusicTrack | undefined {
  const path = relative(dirname(resolve(to)), resolve(pathOfTrack(from, track))).replaceAll("\\", "/");
  return isAbsolute(path) || !isTrackPath(path) ? undefined : { file: path, begin: track.begin + later };
}
