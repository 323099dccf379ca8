import { J } from "../../shared/skeleton.ts";
import { ROOT_AT, ROW } from "./clip.ts";

/** Cosine and sine of where a body faces: (1, 0) when its left is towards +x, that is, facing +z. */
export interface Heading {
  readonly cos: number;
  readonly sin: number;
}

/** Where the body of a frame faces, from the lines through its hips and its shoulders. */
export function headingOf(row: Float32Array): Heading {
  const across = (axis: number) =>
    row[3 * J.left_hip + axis]! -
    row[3 * J.right_hip + axis]! +
    row[3 * J.left_shoulder + axis]! -
    row[3 * J.right_shoulder + axis]!;
  const [x, z] = [across(0), across(2)];
  const length = Math.hypot(x, z) || 1;
  return { cos: x / length, sin: z / length };
}

/** The frame turned about the vertical so that what faced `heading` faces +z; also around the room's origin. */
export function faced(row: Float32Array, { cos, sin }: Heading, out: Float32Array, at = 0): void {
  for (let i = 0; i < ROW; i += 3) {
    const [x, z] = [row[i]!, row[i + 2]!];
    out[at + i] = x * cos + z * sin;
    out[at + i + 1] = row[i + 1]!;
    out[at + i + 2] = z * cos - x * sin;
  }
}

/** The inverse heading: turns back what `faced` turned. */
export const back = ({ cos, sin }: Heading): Heading => ({ cos, sin: -sin });

/** The frame seen from the dancer at another moment: faced, and the hips where they are from there. */
export function seenFrom(row: Float32Array, from: Float32Array, out: Float32Array, at = 0): void {
  faced(row, headingOf(from), out, at);
  const { cos, sin } = headingOf(from);
  const [x, z] = [row[ROOT_AT]! - from[ROOT_AT]!, row[ROOT_AT + 2]! - from[ROOT_AT + 2]!];
  out[at + ROOT_AT] = x * cos + z * sin;
  out[at + ROOT_AT + 2] = z * cos - x * sin;
}

/** The inverse of `seenFrom`. */
export function putBefore(seen: Float32Array, from: Float32Array, out: Float32Array, at = 0): void {
  faced(seen, back(headingOf(from)), out, at);
  out[at + ROOT_AT]! += from[ROOT_AT]!;
  out[at + ROOT_AT + 2]! += from[ROOT_AT + 2]!;
}
