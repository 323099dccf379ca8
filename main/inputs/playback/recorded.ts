import type { MusicTrack } from "../../../shared/music-track.ts";
import type { PoseFrame, Seconds } from "../../../shared/pose.ts";

/** What can be played: known at every moment, so that it can be played at any speed. */
export interface Recorded {
  /** For status and log, for example "take kept-2.take.ndjson". */
  readonly description: string;
  /** Frames a second that it is shown at. */
  readonly fps: number;
  /** Where it can be played from and to, seconds of the recording. */
  readonly begin: Seconds;
  readonly end: Seconds;
  /** The track under it, by its path; missing where it has none. */
  readonly music?: MusicTrack | undefined;
  /** Who is seen at that moment of the recording. */
  at(position: Seconds, mirrored: boolean): Omit<PoseFrame, "t">;
}
