import { BODY_PARTS, type BodyPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { type Clip, ROOT_AT, rowAt } from "../../motion/clip.ts";
import { vectorLength } from "../../motion/vectors.ts";
import type { Comparison } from "./comparison.ts";

/** Distance from the reference on her body at the same moment of the dance, metres: [frames]; NaN where it is missing. */
export function distances(fitted: Clip, dance: Clip, path: Float32Array): Comparison["off"] {
  const along = (joints: readonly number[]) =>
    path.map((at, frame) => {
      if (Number.isNaN(at)) return Number.NaN;
      const [a, b] = [rowAt(fitted, frame), rowAt(dance, Math.round(at))];
      return joints.reduce((sum, joint) => sum + apart(a, b, 3 * joint), 0) / joints.length;
    });
  const parts = BODY_PARTS.map((part) => [part, along(PART_JOINTS[part])] as const);
  return { ...(Object.fromEntries(parts) as Record<BodyPart, Float32Array>), weight: along([ROOT_AT / 3]) };
}

const apart = (a: Float32Array, b: Float32Array, i: number): number =>
  vectorLength(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
