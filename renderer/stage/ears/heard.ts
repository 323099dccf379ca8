import type { PlacedTimecode } from "../../../shared/music/timecode-reader.ts";
import type { Music } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** What the thread that listens is told of the sound. */
export interface Listening {
  readonly what: "music" | "timecode";
  readonly sampleRate: number;
  /** From the room to the page. */
  readonly latency: Seconds;
}

/** What it says: the music as it was in the room at `t`, seconds since 1970. */
export type Heard = Omit<Music, "from">;

/** Frames of timecode that were heard lately, oldest first, each with its beginning, seconds since 1970; or none so far. */
export type HeardFrames = readonly PlacedTimecode[];
