import type { BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { MIRROR } from "../../shared/skeleton.ts";

/** One moment of a dance at the model's rate: every joint known, the hips placed in the room. */
export interface MotionFrame {
  /** 19 joints in body space, metres: none missing (gaps are filled before this type is made). */
  readonly body: readonly BodyPoint[];
  /** Middle of the hips: metres, floor at y = 0; x and z relative to where the phrase began. */
  readonly root: RoomPoint;
  /** Joints that were not seen, and are given where they were last on the body; none when missing. */
  readonly guessed?: readonly number[];
}

/** As in a mirror that stands at `x` of the room and faces sideways: left is right. */
export function mirrored({ body, root }: MotionFrame, x: number): MotionFrame {
  const twins = body.map((_, joint) => {
    const twin = body[MIRROR[joint]!]!;
    return { x: -twin.x, y: twin.y, z: twin.z };
  });
  return { body: twins, root: { x: 2 * x - root.x, y: root.y, z: root.z } };
}
