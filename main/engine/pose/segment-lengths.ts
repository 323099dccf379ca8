import type { BodyJoints } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { distance } from "../../motion/vectors.ts";

/** Lengths of a body's segments, metres: they change little while somebody dances. NaN where unknown. */
export type SegmentLengths = Float64Array;

type Pair = readonly [number, number];

/** Each length is the mean of both sides'. */
const SEGMENTS: readonly (readonly Pair[])[] = [
  [[J.left_shoulder, J.right_shoulder]],
  [[J.left_hip, J.right_hip]],
  [
    [J.left_shoulder, J.left_hip],
    [J.right_shoulder, J.right_hip],
  ],
  [
    [J.left_shoulder, J.left_elbow],
    [J.right_shoulder, J.right_elbow],
  ],
  [
    [J.left_elbow, J.left_wrist],
    [J.right_elbow, J.right_wrist],
  ],
  [
    [J.left_hip, J.left_knee],
    [J.right_hip, J.right_knee],
  ],
  [
    [J.left_knee, J.left_ankle],
    [J.right_knee, J.right_ankle],
  ],
];

export function segmentLengthsOf(body: BodyJoints | null): SegmentLengths {
  return Float64Array.from(SEGMENTS, (pairs) => {
    const lengths = pairs.map(([a, b]) => lengthBetween(body, a, b));
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  });
}

/** Takes the newest lengths into a running mean with the weight `share`, in place. */
export function updateSegmentLengths(mean: SegmentLengths, newest: SegmentLengths, share: number): void {
  for (let i = 0; i < mean.length; i++) {
    if (Number.isNaN(newest[i]!)) continue;
    mean[i] = Number.isNaN(mean[i]!) ? newest[i]! : mean[i]! + share * (newest[i]! - mean[i]!);
  }
}

/** Mean square of the ratios' logarithms: 0.01 for lengths that differ by a tenth. 0 where nothing can be compared. */
export function segmentDifference(a: SegmentLengths, b: SegmentLengths): number {
  let [count, squares] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const ratio = Math.log(a[i]! / b[i]!);
    if (!Number.isFinite(ratio)) continue;
    count++;
    squares += ratio * ratio;
  }
  return count > 0 ? squares / count : 0;
}

function lengthBetween(body: BodyJoints | null, from: number, to: number): number {
  const [a, b] = [body?.[from], body?.[to]];
  return a && b ? distance(a, b) : Number.NaN;
}
