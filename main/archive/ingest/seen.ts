import type { Pose, Seconds } from "../../../shared/pose.ts";

/** Somebody in a frame, and how well she is seen. */
export interface SeenPerson {
  readonly pose: Pose;
  /** Where the middle of her hips is, picture heights from the left and from the top. */
  readonly x: number;
  readonly y: number;
  /** Picture heights a metre. */
  readonly scale: number;
  /** That she would have standing, pixels. */
  readonly height: number;
  /** Share of her joints beyond the edge of the picture. */
  readonly outside: number;
  /** Mean score of her joints. */
  readonly sureness: number;
}

/** A frame of a shot, and how good its picture is. */
export interface SeenFrame {
  /** From the beginning of the shot. */
  readonly t: Seconds;
  /** Of the brightest twentieth of the picture, where 1 is white. */
  readonly brightness: number;
  readonly sharpness: number;
  /** How fast the background moves, lengths of the longer side a second. */
  readonly shaking: number;
  readonly people: readonly SeenPerson[];
}
