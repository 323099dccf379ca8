import type { Seconds } from "../pose.ts";

/** How a recording is played. */
export interface PlaybackManner {
  /** Begin again at the end, until it is stopped. */
  readonly loop: boolean;
  /** Within `SPEEDS`: 0.5 is half as fast. */
  readonly speed: number;
  /** Left is right. */
  readonly mirrored: boolean;
}

/** Seconds of the recording; null: from its beginning, or to its end. */
export interface PlaybackStretch {
  readonly from: Seconds | null;
  readonly to: Seconds | null;
}

/** A take or a piece of the library that is to be played on the stage instead of the source. */
export interface PlaybackStart extends PlaybackManner, PlaybackStretch {
  /** Bare file name. */
  readonly name: string;
  /**
   * At its end the partner goes on from it, and the stage is the source's again. Without `from` it is the last
   * `SEED_SECONDS` that are played. Not with `loop`.
   */
  readonly seed: boolean;
}

/** From beginning to end, as it is. */
export const PLAYED_ONCE: Omit<PlaybackStart, "name"> = {
  ...{ from: null, to: null, loop: false, speed: 1, mirrored: false, seed: false },
};

/** What is missing stays as it is. */
export type PlaybackAdjustment = {
  readonly [Key in "loop" | "speed" | "mirrored" | "paused"]?: PlaybackState[Key] | undefined;
};

/** What plays now. */
export interface PlaybackState extends PlaybackManner {
  readonly name: string;
  readonly from: Seconds;
  readonly to: Seconds;
  /** Where it was when it was asked for, seconds of the recording; it goes on by `speed` a second unless it is paused. */
  readonly position: Seconds;
  readonly paused: boolean;
  readonly seed: boolean;
}

export const SPEEDS = { least: 0.5, most: 2 } as const;
/** As much of a phrase as an answer remembers. */
export const SEED_SECONDS: Seconds = 8;
/** No recording is longer, seconds. */
export const LONGEST_RECORDING: Seconds = 31 * 86_400;
