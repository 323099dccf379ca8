import type { BodyJoints, ImageFrame, ImageJoints } from "../../../shared/pose.ts";

/** More people are never followed. */
export const MOST_PEOPLE = 6;
/** So many bodies more than there are places for are looked at while a place is held by nobody who has moved. */
export const SPARE = 1;

/** One body found in one picture; the tracker gives it an identity. */
export interface Detection {
  /** 19 joints, score 0..1. */
  readonly image: ImageJoints;
  /** 19 joints in body space, metres; null where the detector has no third dimension. */
  readonly body: BodyJoints | null;
}

/**
 * Frame -> bodies. Remembers where it last saw them, so that the whole picture is searched only while fewer than
 * `maxPeople` are followed, or while it is asked to look for others.
 */
export interface PoseDetector {
  /** For status and log, for example "BlazePose full, LiteRT WASM, 2 threads". */
  readonly description: string;
  /** At most `maxPeople` bodies, and `SPARE` more while it looks for others; in any order. One call at a time. */
  detect(frame: ImageFrame): Promise<readonly Detection[]>;
  /**
   * What became of the bodies of the last picture: those in `followed` are found again in the next one. While
   * `searching`, the others are looked at in turn, so that each has its chance to show that it moves; otherwise they
   * are let go. Whoever never says so has them all followed.
   */
  attend(followed: ReadonlySet<Detection>, searching: boolean): void;
  dispose(): void;
}
