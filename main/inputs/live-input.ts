import type { CameraReport, ListedCamera } from "../../shared/messages.ts";
import type { SourceFrame } from "../../shared/pose.ts";
import type { TrackNow } from "./music/track-player.ts";

/** Gives the engine its frames in real time. */
export interface LiveInput {
  /** For the status; may change while it runs. */
  readonly description: string;
  /** Starts the frames. */
  start(): void;
  /** Of a source on the engine's side; null where the page has the camera. */
  readonly fps: number | null;
  /** The track that plays with it, and where it is now; null for no music. */
  readonly track: TrackNow | null;
  /** Takes what the page sends; null where the source is not its camera. */
  readonly page: PageCamera | null;
  /** Resolves after the last frame; rejects with SourceError when the source turned out damaged. */
  readonly ended: Promise<void>;
  /** Gives no frames and does no work until it is called with false; the show is closed meanwhile. */
  rest(on: boolean): void;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}

/** What a page tells of its camera. */
export interface PageCamera {
  /** Those that the page knows of, for the status. */
  readonly cameras: readonly ListedCamera[];
  /** Why something else dances in its place; null while it is there. */
  readonly missing: string | null;
  frame(frame: SourceFrame): void;
  /** null: no page is left. */
  report(report: CameraReport | null): void;
}
