import type { BodyJoints, BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { MIRROR } from "../../shared/skeleton.ts";
import { add, distance, subtract } from "./vectors.ts";

/*
 * The forms that a body takes on its way through the program:
 *
 * Pose (shared/pose.ts): the joints of one person as they were seen, in the picture and in metres, null where unknown.
 *   The only form with gaps. For detectors, tracker, takes and the link.
 * MotionFrame (here): 19 joints in metres, none missing, and the hips in the room. For the engine, and the input and
 *   output of every generator. `Completion` makes it of Poses.
 * TimedFrame (interpolation.ts): a MotionFrame and its time. `Resampler` brings it onto a model's even grid.
 * Clip (clip.ts): many MotionFrames as numbers in one array, 60 a frame, so that hours fit in memory. For learning and
 *   judging.
 * Bones (bones.ts): 18 vectors instead of 19 points. For proportions and networks: a vector can be given its length.
 * Figure (shared/stage.ts): a body as it is shown, with its velocity and energy. For page, lighting and recording.
 *
 * Two more are private to those who make them: the state of a generator, and the arrays that the page draws from.
 */

/** One moment of a dance: every joint known, the hips placed in the room. */
export interface MotionFrame {
  /** 19 joints in body space, metres. */
  readonly body: readonly BodyPoint[];
  /** Middle of the hips: metres, floor at y = 0. */
  readonly root: RoomPoint;
  /**
   * Indices of the joints that were not seen in this frame and are where `Completion` knew them last; none when missing.
   * A hand or foot that a source never knows is none of them: it moves with its limb.
   */
  readonly inferred?: readonly number[];
}

export const isWhole = (body: BodyJoints): body is readonly BodyPoint[] =>
  body.every((point) => point !== null);

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
