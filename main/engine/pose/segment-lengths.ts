import type { BodyJoints, BodyPoint } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";

/** What changes little while somebody dances: lengths of her body, metres; NaN where unknown. */
export type SegmentLengths = Float64Array;

type Pair = readonly [number, number];

/** Each length is the mean of both sides'. */
const LENGTHS: readonly (readonly Pair[])[] = [
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
  return Float64Array.from(LENGTHS, (pairs) => {
    const lengths = pairs.map(([a, b]) => distance(body?.[a] ?? null, body?.[b] ?? null));
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  });
}

/** Takes `share` of what is seen now into the running mean `build`. */
export function updateSegmentLengths(build: SegmentLengths, now: SegmentLengths, share: number): void {
  for (let i = 0; i < build.length; i++) {
    if (Number.isNaN(now[i]!)) continue;
    build[i] = Number.isNaN(build[i]!) ? now[i]! : build[i]! + share * (now[i]! - build[i]!);
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

function distance(a: BodyPoint | null, b: BodyPoint | null): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z) : Number.NaN;
}
