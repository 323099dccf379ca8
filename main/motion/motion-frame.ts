import type { BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { MIRROR } from "../../shared/skeleton.ts";
import { add, distance, subtract } from "./vectors.ts";

/*
 * A body takes these forms, and no others, on its way through the program:
 *
 * | form | what it holds | who needs it |
 * | --- | --- | --- |
 * | `Pose` (shared/pose.ts) | the joints of one person as they were seen, in the picture and in metres; null where unknown | detectors, tracker, takes, the link: the only form with gaps |
 * | `MotionFrame` (here) | 19 joints in metres, none missing, and the hips in the room | the engine and the door of the generators |
 * | `TimedFrame` (interpolation.ts) | a MotionFrame and its time | whatever is not on an even grid, or remembers |
 * | `Clip` (clip.ts) | the numbers of many MotionFrames in one array, 60 a frame | learning and judging: hours fit in memory |
 * | bones (bones.ts) | 18 vectors from parent to child instead of 19 points | changing proportions; networks: a vector can be given its length back |
 * | `Figure` (shared/stage.ts) | a body as it is shown, with its speed | stage page, lighting, recording |
 *
 * `Completion` makes MotionFrames of Poses, `Resampler` brings them onto the model's time grid. Two places have a form
 * of their own that nobody else sees: a generator its state, and the page the arrays that it draws from.
 */

/** One moment of a dance: every joint known, the hips placed in the room. */
export interface MotionFrame {
  /** 19 joints in body space, metres. */
  readonly body: readonly BodyPoint[];
  /** Middle of the hips: metres, floor at y = 0. */
  readonly root: RoomPoint;
  /** Indices of the joints that were not seen in this frame, and stand where `Completion` put them; none when missing. */
  readonly inferred?: readonly number[];
}

/** As in a mirror that stands at `x` of the room and faces sideways: left is right. */
export function mirrored({ body, root }: MotionFrame, x: number): MotionFrame {
  const twins = body.map((_, joint) => {
    const twin = body[MIRROR[joint]!]!;
    return { x: -twin.x, y: twin.y, z: twin.z };
  });
  return { body: twins, root: { x: 2 * x - root.x, y: root.y, z: root.z } };
}

/** Height of the lowest joint above the middle of the hips, metres: negative for anybody upright. */
export const lowestOf = (body: readonly BodyPoint[]): number => Math.min(...body.map(({ y }) => y));

/** How far each joint has moved through the room from one frame to another, metres. */
export function displacements(a: MotionFrame, b: MotionFrame): number[] {
  const shift = subtract(b.root, a.root);
  return a.body.map((point, joint) => distance(point, add(b.body[joint]!, shift)));
}

/** Mean of the joints' displacements, metres. */
export function meanDisplacement(a: MotionFrame, b: MotionFrame): number {
  const all = displacements(a, b);
  return all.reduce((sum, one) => sum + one, 0) / all.length;
}
