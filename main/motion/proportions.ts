import { mix } from "../../shared/numbers.ts";
import type { BodyPoint } from "../../shared/pose.ts";
import { B, BONE_COUNT, bodyOf, bonesOf, FLEXIBLE, lengthsOf, squareSkull, stretch } from "./bones.ts";

/** How long the bones of one dancer are on average, metres, [18] in the order of bones.ts. */
export type Proportions = Float32Array;

/** Scratch space of `proportionsOf`, which is called for each dancer in each frame. */
const measured = new Float32Array(3 * BONE_COUNT);

/** Proportions of one body of 19 known joints, into `out`. */
export const proportionsOf = (body: readonly BodyPoint[], out?: Proportions): Proportions =>
  lengthsOf(bonesOf(body, measured), out);

/** Exponential running mean: `share` is the weight of the newest. */
export function mixProportions(before: Proportions, now: Proportions, share: number): Proportions {
  return before.map((old, bone) => mix(old, now[bone]!, share));
}

/**
 * The same pose on a body of other proportions: every rigid bone keeps its direction and takes its new length. Only the
 * line through the ears is turned, square to the face.
 */
export function withProportions(body: readonly BodyPoint[], to: Proportions): readonly BodyPoint[] {
  const bones = bonesOf(body);
  const now = lengthsOf(bones);
  stretch(bones, (bone) => (FLEXIBLE.includes(bone) || now[bone]! < 1e-6 ? 1 : to[bone]! / now[bone]!));
  squareSkull(bones);
  return bodyOf(bones);
}

/**
 * Standing height in metres, from ankle, knee, hip, shoulders and ears: 0.89 of stature, since ears are at about 0.93
 * and ankles at 0.04 of it (Drillis and Contini 1966).
 */
export function bodyHeight(to: Proportions): number {
  const legs = (to[B.left_thigh]! + to[B.right_thigh]! + to[B.left_shank]! + to[B.right_shank]!) / 2;
  return (legs + to[B.trunk]! + to[B.neck]!) / 0.89;
}
