import type { Status } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Whether frames leave: well; none, for a reason that is looked after; none, and nothing here will mend that. */
export type FramesState = "well" | "resting" | "stuck";

/** What is known of the show at a moment; the status has the rest, which desks show too. */
export interface Vitals {
  readonly status: Status;
  readonly frames: FramesState;
  /** Whether it is meant to be dark and silent now. */
  readonly closed: boolean;
  /** Whether a page shows the stage; null where none is to. */
  readonly stage: boolean | null;
  /** Why something else dances in the camera's place; null where the camera is there or is not wanted. */
  readonly missingCamera: string | null;
  /** Frames that left to every output, and frames of the source that none was made of, since the start. */
  readonly framesLeft: number;
  readonly framesDropped: number;
  /** Since the start of this process. */
  readonly uptime: Seconds;
  /** Since the last frame left, since the newest picture of a camera came, since somebody was seen; null before the first. */
  readonly frameAge: Seconds | null;
  readonly cameraAge: Seconds | null;
  readonly visitorAge: Seconds | null;
  /** Who is seen now, and how many have stepped in since the start. */
  readonly people: number;
  readonly visitors: number;
  /** Engines that ended otherwise than planned since the start. */
  readonly engineEnds: { readonly active: number; readonly standby: number };
  /** Errors in this process that nobody caught. */
  readonly faults: number;
  /** Bytes that the standby has of the machine's memory; null while there is none. */
  readonly standbyMemory: number | null;
}
