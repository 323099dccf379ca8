import type { BodyJoints } from "../../shared/pose.ts";
import { J } from "../../shared/skeleton.ts";
import { ROOT_AT } from "./clip.ts";
import type { Vector } from "./vectors.ts";

/** Cosine and sine of where a body faces: (1, 0) when its left is towards +x, that is, facing +z. */
export interface Heading {
  readonly cos: number;
  readonly sin: number;
}

/** From x and z of the line that runs through the body from its right to its left. */
export function headingAcross(x: number, z: number): Heading {
  const length = Math.hypot(x, z) || 1;
  return { cos: x / length, sin: z / length };
}

/** Where the body of a row of a clip faces, from the lines through its hips and its shoulders. */
export function headingOf(row: Float32Array): Heading {
  const { x, z } = acrossOf(row);
  return headingAcross(x, z);
}

/** The sum of the lines from right to left through hips and shoulders, seen from above, metres. */
export function acrossOf(row: Float32Array): { readonly x: number; readonly z: number } {
  const across = (axis: number) =>
    row[3 * J.left_hip + axis]! -
    row[3 * J.right_hip + axis]! +
    row[3 * J.left_shoulder + axis]! -
    row[3 * J.right_shoulder + axis]!;
  return { x: across(0), z: across(2) };
}

/**
 * The same from the hips alone, which is all that many sources know; null while one of them is unknown, or they lie in
 * one spot as seen from above.
 */
export function hipHeading(body: BodyJoints): Heading | null {
  const [left, right] = [body[J.left_hip], body[J.right_hip]];
  if (!left || !right) return null;
  const [x, z] = [left.x - right.x, left.z - right.z];
  return Math.hypot(x, z) < 1e-6 ? null : headingAcross(x, z);
}

/** Where the hips face as an angle seen from above, radians: 0 towards +x, a quarter turn towards -z. */
export function hipAngle(body: BodyJoints): number | null {
  const [left, right] = [body[J.left_hip], body[J.right_hip]];
  return left && right ? Math.atan2(right.x - left.x, right.z - left.z) : null;
}

/** The point turned about the vertical so that what faced `heading` faces +z. */
export function turned({ x, y, z }: Vector, { cos, sin }: Heading): Vector {
  return { x: x * cos + z * sin, y, z: z * cos - x * sin };
}

/** The same for points or vectors side by side; `out` may be the same array. */
export function faceForward(points: Float32Array, { cos, sin }: Heading, out: Float32Array, at = 0): void {
  for (let i = 0; i < points.length; i += 3) {
    const [x, z] = [points[i]!, points[i + 2]!];
    out[at + i] = x * cos + z * sin;
    out[at + i + 1] = points[i + 1]!;
    out[at + i + 2] = z * cos - x * sin;
  }
}

/** The row in the coordinates of the dancer at another moment: facing +z then, with the hips over the origin. */
export function toLocal(row: Float32Array, from: Float32Array, out: Float32Array, at = 0): void {
  const { cos, sin } = headingOf(from);
  faceForward(row, { cos, sin }, out, at);
  const [x, z] = [row[ROOT_AT]! - from[ROOT_AT]!, row[ROOT_AT + 2]! - from[ROOT_AT + 2]!];
  out[at + ROOT_AT] = x * cos + z * sin;
  out[at + ROOT_AT + 2] = z * cos - x * sin;
}

/** The inverse of `toLocal`. */
export function toRoom(local: Float32Array, from: Float32Array, out: Float32Array, at = 0): void {
  const { cos, sin } = headingOf(from);
  faceForward(local, { cos, sin: -sin }, out, at);
  out[at + ROOT_AT]! += from[ROOT_AT]!;
  out[at + ROOT_AT + 2]! += from[ROOT_AT + 2]!;
}
