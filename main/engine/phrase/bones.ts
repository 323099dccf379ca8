import type { BodyPoint } from "../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";

/**
 * The figure as bone vectors, metres: what the network dances with, since a vector can be given its length back.
 * Hips and shoulders are half widths, from the middle to the left joint; the right one lies opposite. `ears` is half
 * their distance. Every other bone runs from parent to child; trunk, neck and face run between middles.
 * The first two tell where the body faces.
 */
export const BONE_NAMES = [
  "hips",
  "shoulders",
  "trunk",
  "neck",
  "ears",
  "face",
  "left_upper_arm",
  "right_upper_arm",
  "left_forearm",
  "right_forearm",
  "left_hand",
  "right_hand",
  "left_thigh",
  "right_thigh",
  "left_shank",
  "right_shank",
  "left_foot",
  "right_foot",
] as const;

export type BoneName = (typeof BONE_NAMES)[number];

export const BONE_COUNT = BONE_NAMES.length;

/** Index of each bone. */
export const B = Object.fromEntries(BONE_NAMES.map((name, index) => [name, index])) as Readonly<
  Record<BoneName, number>
>;

/** Bones whose length changes as a body bends, because joints between their ends are not in `stage-19`. */
export const FLEXIBLE: readonly number[] = [B.trunk, B.neck];

/** A weighted sum: [index, weight] of each term. */
type Sum = readonly (readonly [number, number])[];

const middle = (a: number, b: number): Sum => [
  [a, 0.5],
  [b, 0.5],
];
const halfWidth = (left: number, right: number): Sum => [
  [left, 0.5],
  [right, -0.5],
];
const minus = (a: Sum, b: Sum): Sum => [...a, ...b.map(([i, w]) => [i, -w] as const)];
const limb = (from: number, to: number): Sum => [
  [to, 1],
  [from, -1],
];

const hips = middle(J.left_hip, J.right_hip);
const neck = middle(J.left_shoulder, J.right_shoulder);
const head = middle(J.left_ear, J.right_ear);

/** Each bone as a sum of joints, in the order of BONE_NAMES. */
export const BONES_OF_JOINTS: readonly Sum[] = [
  halfWidth(J.left_hip, J.right_hip),
  halfWidth(J.left_shoulder, J.right_shoulder),
  minus(neck, hips),
  minus(head, neck),
  halfWidth(J.left_ear, J.right_ear),
  minus([[J.nose, 1]], head),
  limb(J.left_shoulder, J.left_elbow),
  limb(J.right_shoulder, J.right_elbow),
  limb(J.left_elbow, J.left_wrist),
  limb(J.right_elbow, J.right_wrist),
  limb(J.left_wrist, J.left_index),
  limb(J.right_wrist, J.right_index),
  limb(J.left_hip, J.left_knee),
  limb(J.right_hip, J.right_knee),
  limb(J.left_knee, J.left_ankle),
  limb(J.right_knee, J.right_ankle),
  limb(J.left_ankle, J.left_foot_index),
  limb(J.right_ankle, J.right_foot_index),
];

const along = (...bones: readonly (readonly [BoneName, number] | BoneName)[]): Sum =>
  bones.map((bone) => (typeof bone === "string" ? [B[bone], 1] : [B[bone[0]], bone[1]]));

/** Each joint as a sum of bones from the middle of the hips, in `stage-19` order: the inverse of BONES_OF_JOINTS. */
export const JOINTS_OF_BONES: readonly Sum[] = [
  along("trunk", "neck", "face"),
  along("trunk", "neck", "ears"),
  along("trunk", "neck", ["ears", -1]),
  along("trunk", "shoulders"),
  along("trunk", ["shoulders", -1]),
  along("trunk", "shoulders", "left_upper_arm"),
  along("trunk", ["shoulders", -1], "right_upper_arm"),
  along("trunk", "shoulders", "left_upper_arm", "left_forearm"),
  along("trunk", ["shoulders", -1], "right_upper_arm", "right_forearm"),
  along("trunk", "shoulders", "left_upper_arm", "left_forearm", "left_hand"),
  along("trunk", ["shoulders", -1], "right_upper_arm", "right_forearm", "right_hand"),
  along("hips"),
  along(["hips", -1]),
  along("hips", "left_thigh"),
  along(["hips", -1], "right_thigh"),
  along("hips", "left_thigh", "left_shank"),
  along(["hips", -1], "right_thigh", "right_shank"),
  along("hips", "left_thigh", "left_shank", "left_foot"),
  along(["hips", -1], "right_thigh", "right_shank", "right_foot"),
];

/** `sums` of one coordinate: out[row] = sum of weight * values[index]. */
export function weighted(sums: readonly Sum[], values: ArrayLike<number>, out: Float32Array): Float32Array {
  sums.forEach((sum, row) => {
    let total = 0;
    for (const [index, weight] of sum) total += weight * values[index]!;
    out[row] = total;
  });
  return out;
}

/** Bones x 18, y 18, z 18 of a body of 19 joints. */
export function bonesOf(body: readonly BodyPoint[]): Float32Array {
  const bones = new Float32Array(3 * BONE_COUNT);
  (["x", "y", "z"] as const).forEach((axis, row) => {
    const values = body.map((point) => point[axis]);
    weighted(BONES_OF_JOINTS, values, bones.subarray(row * BONE_COUNT, (row + 1) * BONE_COUNT));
  });
  return bones;
}

/** The inverse: 19 joints around the middle of the hips. */
export function bodyOf(bones: Float32Array): BodyPoint[] {
  const [x, y, z] = [0, 1, 2].map((row) =>
    weighted(
      JOINTS_OF_BONES,
      bones.subarray(row * BONE_COUNT, (row + 1) * BONE_COUNT),
      new Float32Array(JOINTS_OF_BONES.length),
    ),
  ) as [Float32Array, Float32Array, Float32Array];
  return JOINTS_OF_BONES.map((_, joint) => ({ x: x[joint]!, y: y[joint]!, z: z[joint]! }));
}

/** Length of each bone, [18]. */
export function lengthsOf(bones: Float32Array, out = new Float32Array(BONE_COUNT)): Float32Array {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    out[bone] = Math.hypot(bones[bone]!, bones[BONE_COUNT + bone]!, bones[2 * BONE_COUNT + bone]!);
  }
  return out;
}

/** Multiplies each bone's x, y and z by its factor, in place. */
export function stretch(bones: Float32Array, factor: (bone: number) => number): void {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const by = factor(bone);
    for (let row = 0; row < 3; row++) bones[row * BONE_COUNT + bone]! *= by;
  }
}

/** JOINTS_OF_BONES as a matrix for `bones * matrix`: 18 x 19, row after row. */
export function jointMatrix(): Float32Array {
  const matrix = new Float32Array(BONE_COUNT * JOINT_COUNT);
  JOINTS_OF_BONES.forEach((sum, joint) => {
    for (const [bone, weight] of sum) matrix[bone * JOINT_COUNT + joint] = weight;
  });
  return matrix;
}
