import { BONE_COUNT, JOINTS_OF_BONES } from "../../motion/bones.ts";

/**
 * A still is the 18 bones of the standard body, then the middle of its hips in the room: 19 points, x, y, z of each,
 * metres, axes of the room. A moment is a still but for where in the room it is (the hips have only their height),
 * followed by how each point came there from the still before, metres a frame.
 */
export const POINTS = BONE_COUNT + 1;

/** The last of the points. */
export const ROOT_POINT = BONE_COUNT;

export const PLACEMENT_SIZE = 3 * POINTS; // 57

export const STATE_SIZE = 2 * PLACEMENT_SIZE; // 114

/** What a network sees of a moment: the moment, and how much that was seen of it may tremble. */
export const FEATURE_SIZE = STATE_SIZE + 1; // 115

/** Change of velocity: x, y, z of 19 points. */
export const ACCELERATION_SIZE = PLACEMENT_SIZE;

/** Where in a moment a point's velocity begins; its place begins at `3 * point`, as in a still. */
export const velocityAt = (point: number): number => PLACEMENT_SIZE + 3 * point;

/** Height of the hips, in a still and in a moment. */
export const HEIGHT = 3 * ROOT_POINT + 1;

/** The moment of moving from one still to the next: where `now` is, and how it came there. */
export function stateOf(before: Float32Array, now: Float32Array, out: Float32Array, at = 0): void {
  for (let i = 0; i < PLACEMENT_SIZE; i++) {
    out[at + i] = now[i]!;
    out[at + PLACEMENT_SIZE + i] = now[i]! - before[i]!;
  }
  out[at + 3 * ROOT_POINT] = 0;
  out[at + 3 * ROOT_POINT + 2] = 0;
}

/** Mean speed of the 19 joints in the room, metres a frame. */
export function meanSpeedOf(moment: ArrayLike<number>): number {
  let sum = 0;
  for (const bones of JOINTS_OF_BONES) {
    let [x, y, z] = [0, 1, 2].map((axis) => moment[velocityAt(ROOT_POINT) + axis]!) as [
      number,
      number,
      number,
    ];
    for (const [bone, weight] of bones) {
      const at = velocityAt(bone);
      x += weight * moment[at]!;
      y += weight * moment[at + 1]!;
      z += weight * moment[at + 2]!;
    }
    sum += Math.hypot(x, y, z);
  }
  return sum / JOINTS_OF_BONES.length;
}
