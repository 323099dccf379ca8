import type { PlacedTimecode } from "../../../shared/music/timecode-reader.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Name of the audio worklet: its module runs in the worklet alone, and cannot be imported by the page. */
export const BLOCK_SENDER = "block-sender";

/** What the thread that listens is told of the sound. */
export interface Listening {
  readonly what: "music" | "timecode";
  readonly sampleRate: number;
  /** From the room to the page. */
  readonly latency: Seconds;
}

/** Frames of timecode that were heard lately, oldest first, each with its beginning, seconds since 1970; or none so far. */
export type HeardFrames = readonly PlacedTimecode[];
