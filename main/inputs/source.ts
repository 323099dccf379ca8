import type { MusicTrack } from "../../shared/music-track.ts";
import type { SourceFrame } from "../../shared/pose.ts";

/** Where frames come from on the engine's side: a video file, a take, the demo. The camera lives in the page. */
export interface Source {
  /** For status and log, for example "demo" or "video keith.mp4 (384x496, 30 fps)". */
  readonly description: string;
  readonly fps: number;
  /** In number of frames; null where it cannot be known beforehand. */
  readonly length: number | null;
  /**
   * Frames in order, `t` from 0, as fast as they are asked for; ends with the source.
   * @throws SourceError naming the file, what was found and what was expected.
   */
  frames(): AsyncIterable<SourceFrame>;
  /** The track under it, by its path; missing where it has none. */
  readonly music?: MusicTrack | undefined;
  close(): Promise<void>;
}
