import type { BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { B, BONE_COUNT, bodyOf, bonesOf, FLEXIBLE, lengthsOf, squareSkull, stretch } from "./bones.ts";

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
/** By the root of the squares: Math.hypot guards against overflow, and is many times slower. */
export function distance(a: BodyPoint, b: BodyPoint): number {
  const [x, y, z] = [a.x - b.x, a.y - b.y, a.z - b.z];
  return Math.sqrt(x * x + y * y + z * z);
}

/** Usual length of each bone of one dancer, metres, [18] as in bones.ts. */
export type Proportions = Float32Array;

/** The bones that are measured now; overwritten by the next. */
const measured = new Float32Array(3 * BONE_COUNT);

/** Proportions of one body of 19 known joints, into `out`. */
export const proportionsOf = (body: readonly BodyPoint[], out?: Proportions): Proportions =>
  lengthsOf(bonesOf(body, measured), out);

/** Running mean of proportions: `share` of `now` is mixed into `before`. */
export function mixProportions(before: Proportions, now: Proportions, share: number): Proportions {
  return before.map((old, bone) => old + (now[bone]! - old) * share);
}

/**
 * The same pose on a body of other proportions: every rigid bone keeps its direction and takes its new length, but for
 * the ears, which stay square to the face.
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
