import { BONE_COUNT, JOINTS_OF_BONES } from "./bones.ts";

/**
 * The two vectors that motion is reckoned with, for the standard body (standard-body.ts), metres, axes of the room:
 *
 *     placement  18 bones, then the middle of the hips in the room: 19 points, x, y, z of each, [57]
 *     state      a placement, of whose hips only the height is kept, then the velocity of each of its points since the
 *                placement before, metres a frame: [114]
 */
export const POINTS = BONE_COUNT + 1;

/** The hips, the last of the points. */
export const ROOT_POINT = BONE_COUNT;

export const PLACEMENT_SIZE = 3 * POINTS; // 57

export const STATE_SIZE = 2 * PLACEMENT_SIZE; // 114

/** What the network is given of a state: the state, and the noise level of what it was observed from. */
export const FEATURE_SIZE = STATE_SIZE + 1; // 115

/** Change of velocity from frame to frame: x, y, z of 19 points. */
export const ACCELERATION_SIZE = PLACEMENT_SIZE;

/** Where in a state a point's velocity begins; its position begins at `3 * point`, as in a placement. */
export const velocityAt = (point: number): number => PLACEMENT_SIZE + 3 * point;

/** Height of the hips, in a placement and in a state. */
export const HEIGHT = 3 * ROOT_POINT + 1;

/** The state after moving from one placement to the next, into `out`. */
export function stateOf(before: Float32Array, now: Float32Array, out: Float32Array, at = 0): void {
  for (let i = 0; i < PLACEMENT_SIZE; i++) {
    out[at + i] = now[i]!;
    out[at + PLACEMENT_SIZE + i] = now[i]! - before[i]!;
  }
  out[at + 3 * ROOT_POINT] = 0;
  out[at + 3 * ROOT_POINT + 2] = 0;
}

/** Mean speed of the 19 joints in the room, metres a frame. */
export const meanSpeedOf = (state: Float32Array): number => jointSpeedOf(state.subarray(PLACEMENT_SIZE));

/** The same of the velocities of a state, or, of accelerations, mean acceleration, [57]. */
export function jointSpeedOf(velocities: Float32Array): number {
  let sum = 0;
  const root = 3 * ROOT_POINT;
  for (const bones of JOINTS_OF_BONES) {
    let [x, y, z] = [velocities[root]!, velocities[root + 1]!, velocities[root + 2]!];
    for (const [bone, weight] of bones) {
      x += weight * velocities[3 * bone]!;
      y += weight * velocities[3 * bone + 1]!;
      z += weight * velocities[3 * bone + 2]!;
    }
    sum += Math.hypot(x, y, z);
  }
  return sum / JOINTS_OF_BONES.length;
}
