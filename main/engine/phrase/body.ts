import type { BodyPoint, RoomPoint } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";

/** Vectors in metres, body space. */
export const add = (a: BodyPoint, b: BodyPoint): BodyPoint => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });
export const subtract = (a: BodyPoint, b: BodyPoint): BodyPoint => ({
  x: a.x - b.x,
  y: a.y - b.y,
  z: a.z - b.z,
});
/** Between two points of one space, `share` of the way from `a` to `b`. */
export function mix<P extends BodyPoint | RoomPoint>(a: P, b: P, share: number): P {
  const between = {
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
    z: a.z + (b.z - a.z) * share,
  };
  return between as P;
}
export const length = (a: BodyPoint): number => Math.hypot(a.x, a.y, a.z);
export const distance = (a: BodyPoint, b: BodyPoint): number => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);

/**
 * The body as a tree that grows out of the middle of the hips: [joint, where it hangs]. The shoulders and the nose
 * hang on the middle of the shoulders ("neck"), which is no joint of `stage-19` but moves as one bone of the spine.
 */
const TREE: readonly (readonly [number, number | "hips" | "neck"])[] = [
  [J.left_hip, "hips"],
  [J.right_hip, "hips"],
  [J.left_shoulder, "neck"],
  [J.right_shoulder, "neck"],
  [J.nose, "neck"],
  [J.left_ear, J.nose],
  [J.right_ear, J.nose],
  [J.left_elbow, J.left_shoulder],
  [J.right_elbow, J.right_shoulder],
  [J.left_wrist, J.left_elbow],
  [J.right_wrist, J.right_elbow],
  [J.left_index, J.left_wrist],
  [J.right_index, J.right_wrist],
  [J.left_knee, J.left_hip],
  [J.right_knee, J.right_hip],
  [J.left_ankle, J.left_knee],
  [J.right_ankle, J.right_knee],
  [J.left_foot_index, J.left_ankle],
  [J.right_foot_index, J.right_ankle],
];

/** Length of each branch of the tree, metres: `joints` in the tree's order, and the spine from hips to neck. */
export interface Proportions {
  readonly spine: number;
  readonly branches: readonly number[];
}

const ORIGIN: BodyPoint = { x: 0, y: 0, z: 0 };

/** Middle of the shoulders. */
export function neckOf(body: readonly BodyPoint[]): BodyPoint {
  return mix(body[J.left_shoulder]!, body[J.right_shoulder]!, 0.5);
}

/** Proportions of one body of 19 known joints. */
export function proportionsOf(body: readonly BodyPoint[]): Proportions {
  const neck = neckOf(body);
  return {
    spine: length(neck),
    branches: TREE.map(([joint, parent]) => distance(body[joint]!, place(body, parent, neck))),
  };
}

/** Running mean of proportions: `share` of `now` is mixed into `before`. */
export function mixProportions(before: Proportions, now: Proportions, share: number): Proportions {
  return {
    spine: before.spine + (now.spine - before.spine) * share,
    branches: before.branches.map((old, index) => old + (now.branches[index]! - old) * share),
  };
}

/** The same pose on a body of other proportions: every branch keeps its direction and takes its new length. */
export function withProportions(body: readonly BodyPoint[], to: Proportions): readonly BodyPoint[] {
  const neck = neckOf(body);
  const newNeck = scaled(neck, to.spine);
  const result: BodyPoint[] = body.slice();
  TREE.forEach(([joint, parent], index) => {
    const direction = subtract(body[joint]!, place(body, parent, neck));
    result[joint] = add(place(result, parent, newNeck), scaled(direction, to.branches[index]!));
  });
  return result;
}

function place(body: readonly BodyPoint[], parent: number | "hips" | "neck", neck: BodyPoint): BodyPoint {
  if (parent === "hips") return ORIGIN;
  if (parent === "neck") return neck;
  return body[parent]!;
}

function scaled(direction: BodyPoint, to: number): BodyPoint {
  const from = length(direction);
  const factor = from > 1e-6 ? to / from : 0;
  return { x: direction.x * factor, y: direction.y * factor, z: direction.z * factor };
}

const mean = (to: Proportions, ...joints: number[]): number =>
  joints.reduce((sum, joint) => sum + to.branches[TREE.findIndex(([j]) => j === joint)]!, 0) / joints.length;

/**
 * Standing height in metres, from the chain ankle, knee, hip, neck, nose. The nose is about 0.93 of the way from the
 * ankle to the crown (Drillis and Contini 1966: nose at 0.92 to 0.94 of stature, ankle at 0.04), hence the factor.
 */
export function bodyHeight(to: Proportions): number {
  const legs = mean(to, J.left_ankle, J.right_ankle) + mean(to, J.left_knee, J.right_knee);
  return (legs + to.spine + mean(to, J.nose)) * 1.12;
}
