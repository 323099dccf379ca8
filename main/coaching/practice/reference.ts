import type { Seconds, Stretch } from "../../../shared/pose.ts";
import type { Clip } from "../../motion/clip.ts";

/** What is practised, as the engine dances it. */
export interface PracticeReference {
  /** Bare file name of the take or piece. */
  readonly name: string;
  /** What is practised of it, seconds of the reference. */
  readonly stretch: Stretch;
  /** Frames a second of `clip`. */
  readonly fps: number;
  /** The stretch, and up to a second before and behind it where the reference goes on there. */
  readonly clip: Clip;
  /** When the first frame of `clip` is, seconds of the reference. */
  readonly begin: Seconds;
  /** Its beats from `begin` on, seconds of the reference, by its music or by her own; empty where none are known. */
  readonly beats: readonly Seconds[];
}
