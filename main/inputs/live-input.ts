import type { CameraReport } from "../../shared/messages.ts";
import type { SourceFrame } from "../../shared/pose.ts";

/** Whatever gives the engine its frames at the pace of real time. */
export interface LiveInput {
  /** For the desk; may change while it runs. */
  readonly description: string;
  /** Frames come from now on. */
  start(): void;
  /** Of a source on the engine's side; null where the page has the camera. */
  readonly fps: number | null;
  /** What a page sends: only of interest to whom the source is the camera. */
  readonly page: PageCamera | null;
  /** Resolves when no frame will come any more; rejects with SourceError when the source turned out damaged. */
  readonly ended: Promise<void>;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}

/** A camera as its page tells of it. */
export interface PageCamera {
  frame(frame: SourceFrame): void;
  /** null: no page is left. */
  report(report: CameraReport | null): void;
}
