import { hearFile } from "../../../inputs/music/hear-file.ts";
import type { HeardTrack } from "../../../inputs/music/heard-track.ts";
import { SourceError } from "../../../system/errors.ts";
import type { JobContext } from "../../../system/job.ts";
import type { Archive, Dance } from "./dataset.ts";

/** Numbers of a frame of music: seconds since the last beat and to the next, and energy. */
export const HEARD_NUMBERS = 3;

/**
 * The archive with what is heard of the tracks that its takes name; a track that cannot be heard is told, and its dances
 * are as if they named none.
 * @throws the signal's reason when it is stopped
 */
export async function withTheirMusic(
  archive: Archive,
  { note, report, signal }: Pick<JobContext, "note" | "report" | "signal">,
): Promise<Archive> {
  const files = [...new Set(archive.dances.flatMap(({ music }) => music?.file ?? []))];
  if (files.length === 0) return archive;
  const tracks = new Map<string, HeardTrack>();
  for (const [done, file] of files.entries()) {
    report({ phase: "listening", unit: "track", done, total: files.length });
    try {
      tracks.set(file, await hearFile(file, signal));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      note(`not heard: ${error.message}`);
    }
  }
  const dances = archive.dances.map((dance): Dance => {
    const track = dance.music && tracks.get(dance.music.file);
    return track
      ? { ...dance, heard: heardFrames(track, dance.music!.begin, dance.frames, archive.fps) }
      : dance;
  });
  return { ...archive, dances };
}

/** Of each frame of a dance, [frames, 3]; not a number where nothing is heard. @param begin of it, seconds of the track */
function heardFrames(track: HeardTrack, begin: number, frames: number, fps: number): Float32Array {
  const heard = new Float32Array(frames * HEARD_NUMBERS).fill(Number.NaN);
  for (let frame = 0; frame < frames; frame++) {
    const now = track.at(begin + frame / fps);
    if (now) heard.set([now.sinceBeat, now.toBeat, now.energy], frame * HEARD_NUMBERS);
  }
  return heard;
}
