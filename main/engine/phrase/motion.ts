import type { BodyPoint, RoomPoint } from "../../../shared/pose.ts";

/** One moment of a dance at the model's rate: every joint known, the hips placed in the room. */
export interface MotionFrame {
  /** 19 joints in body space, metres: none missing (gaps are filled before this type is made). */
  readonly body: readonly BodyPoint[];
  /** Middle of the hips: metres, floor at y = 0; x and z relative to where the phrase began. */
  readonly root: RoomPoint;
}
