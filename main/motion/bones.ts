import type { BodyPoint } from "../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../shared/skeleton.ts";
import { vectorLength } from "./vectors.ts";

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

/** Trunk, head and arms. */
export const UPPER_BODY: readonly number[] = [
  ...[B.shoulders, B.trunk, B.neck, B.ears, B.face],
  ...[B.left_upper_arm, B.right_upper_arm, B.left_forearm, B.right_forearm, B.left_hand, B.right_hand],
];

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

/** The terms of several sums in one row, which is read many times faster than lists of pairs. */
interface Terms {
  /** The vector of each term, and its weight. */
  readonly vectors: Uint8Array;
  readonly weights: Float32Array;
  /** Behind the last term of each sum. */
  readonly ends: Uint16Array;
}

function termsOf(sums: readonly Sum[]): Terms {
  const terms = sums.flat();
  let end = 0;
  return {
    vectors: Uint8Array.from(terms, ([vector]) => vector),
    weights: Float32Array.from(terms, ([, weight]) => weight),
    ends: Uint16Array.from(sums, ({ length }) => {
      end += length;
      return end;
    }),
  };
}

const TO_BONES = termsOf(BONES_OF_JOINTS);
const TO_JOINTS = termsOf(JOINTS_OF_BONES);

/** Weighted sums of vectors: out[row] = sum of weight * vectors[index]; x, y, z side by side. */
function weigh({ vectors, weights, ends }: Terms, from: ArrayLike<number>, out: Float32Array): Float32Array {
  let term = 0;
  for (let row = 0; row < ends.length; row++) {
    let x = 0;
    let y = 0;
    let z = 0;
    for (; term < ends[row]!; term++) {
      const weight = weights[term]!;
      const at = 3 * vectors[term]!;
      x += weight * from[at]!;
      y += weight * from[at + 1]!;
      z += weight * from[at + 2]!;
    }
    out[3 * row] = x;
    out[3 * row + 1] = y;
    out[3 * row + 2] = z;
  }
  return out;
}

/** Bones of 19 joints, x, y, z of each, into `out`: [18 x 3]. */
export const bonesOfJoints = (
  joints: ArrayLike<number>,
  out: Float32Array = new Float32Array(3 * BONE_COUNT),
): Float32Array => weigh(TO_BONES, joints, out);

/** The inverse, into `out`: [19 x 3] around the middle of the hips. */
export const jointsOfBones = (
  bones: ArrayLike<number>,
  out: Float32Array = new Float32Array(3 * JOINT_COUNT),
): Float32Array => weigh(TO_JOINTS, bones, out);

/** The joints of a body side by side; overwritten by the next. */
const flat = new Float64Array(3 * JOINT_COUNT);

/** Bones of a body of 19 joints, into `out`. */
export function bonesOf(body: readonly BodyPoint[], out?: Float32Array): Float32Array {
  let at = 0;
  for (const { x, y, z } of body) {
    flat[at++] = x;
    flat[at++] = y;
    flat[at++] = z;
  }
  return bonesOfJoints(flat, out);
}

/** The inverse: 19 joints around the middle of the hips. */
export function bodyOf(bones: Float32Array): BodyPoint[] {
  const joints = jointsOfBones(bones);
  return JOINTS_OF_BONES.map((_, joint) => ({
    x: joints[3 * joint]!,
    y: joints[3 * joint + 1]!,
    z: joints[3 * joint + 2]!,
  }));
}

/** Length of each bone, into `lengths`: [18]. */
export function lengthsOf(
  bones: Float32Array,
  lengths: Float32Array = new Float32Array(BONE_COUNT),
): Float32Array {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    lengths[bone] = vectorLength(bones[3 * bone]!, bones[3 * bone + 1]!, bones[3 * bone + 2]!);
  }
  return lengths;
}

/** Multiplies each bone by its factor, in place. */
export function stretch(bones: Float32Array, factor: (bone: number) => number): void {
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const by = factor(bone);
    for (let axis = 0; axis < 3; axis++) bones[3 * bone + axis]! *= by;
  }
}

/**
 * A skull is one piece: the line through the ears is laid square to the one from between them to the nose, in place.
 * Lengths stay.
 */
export function squareSkull(bones: Float32Array): void {
  const ears = bones.subarray(3 * B.ears, 3 * B.ears + 3);
  const face = bones.subarray(3 * B.face, 3 * B.face + 3);
  const dot = (a: Float32Array, b: Float32Array) => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  const length = Math.sqrt(dot(ears, ears));
  const lean = dot(ears, face) / Math.max(dot(face, face), 1e-9);
  for (let axis = 0; axis < 3; axis++) ears[axis]! -= lean * face[axis]!;
  const fit = length / Math.max(Math.sqrt(dot(ears, ears)), 1e-6);
  for (let axis = 0; axis < 3; axis++) ears[axis]! *= fit;
}
