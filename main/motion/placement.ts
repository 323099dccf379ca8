import { B, BONE_COUNT, bodyOf, bonesOf } from "./bones.ts";
import { type Heading, headingAcross } from "./heading.ts";
import type { MotionFrame } from "./motion-frame.ts";
import { jointSpeedOf, PLACEMENT_SIZE, POINTS, ROOT_POINT } from "./motion-state.ts";

/** Limbs come in pairs, left and right, from here on; the bones before lie on the axis or are half widths. */
const FIRST_LIMB = B.left_upper_arm;
const HALF_WIDTHS = [B.hips, B.shoulders, B.ears];

/** Bones of the dancer's own body, and the hips in the room, metres, into `out`: [57], see motion-state.ts. */
export function placementOf(
  { body, root }: MotionFrame,
  out: Float32Array = new Float32Array(PLACEMENT_SIZE),
): Float32Array {
  bonesOf(body, out.subarray(0, 3 * BONE_COUNT));
  out[3 * ROOT_POINT] = root.x;
  out[3 * ROOT_POINT + 1] = root.y;
  out[3 * ROOT_POINT + 2] = root.z;
  return out;
}

/** The inverse: the dancer's body, and where she is. */
export function frameOfPlacement(placement: Float32Array): MotionFrame {
  const [x, y, z] = placement.subarray(3 * ROOT_POINT) as unknown as [number, number, number];
  return { body: bodyOf(placement.subarray(0, 3 * BONE_COUNT)), root: { x, y, z } };
}

/** Where a placement faces, from the line through hips and shoulders. */
export const headingOfPlacement = (placement: Float32Array): Heading =>
  headingAcross(
    placement[3 * B.hips]! + placement[3 * B.shoulders]!,
    placement[3 * B.hips + 2]! + placement[3 * B.shoulders + 2]!,
  );

const way = new Float32Array(PLACEMENT_SIZE);

/** Mean speed of the joints in the room from one placement to the next, metres a frame. */
export function speedBetween(before: Float32Array, now: Float32Array): number {
  for (let i = 0; i < PLACEMENT_SIZE; i++) way[i] = now[i]! - before[i]!;
  return jointSpeedOf(way);
}

/** Left and right exchanged. A half width points from the middle to the left, so it is mirrored and reversed. */
export function mirroredPlacement(placement: Float32Array): Float32Array {
  const out = new Float32Array(PLACEMENT_SIZE);
  for (let point = 0; point < POINTS; point++) {
    const isLimb = point >= FIRST_LIMB && point < ROOT_POINT;
    const from = 3 * (isLimb ? point ^ 1 : point);
    const sign = HALF_WIDTHS.includes(point) ? -1 : 1;
    out[3 * point] = -sign * placement[from]!;
    out[3 * point + 1] = sign * placement[from + 1]!;
    out[3 * point + 2] = sign * placement[from + 2]!;
  }
  return out;
}
