import { clamp } from "../../../shared/numbers.ts";
import type { BodyPoint } from "../../../shared/pose.ts";
import { J, JOINT_COUNT, MIRROR } from "../../../shared/skeleton.ts";
import { hipHeading } from "../heading.ts";
import { distance, vectorLength } from "../vectors.ts";

/** Height of the hips of somebody who stands, in body heights (Drillis and Contini 1966). */
const STANDING_HIPS = 0.53;
/** Height that an arm held up reaches, body heights. */
const REACH = 1.25;
/** Between the wrists plus between the ankles, body heights: where `spread` is 0 and 1. */
const GATHERED = 0.2;
const WIDE = 1.3;
/** Mean distance to the mirrored joint at which `symmetry` is 0, body heights. */
const ASYMMETRIC = 0.3;

export interface Shape {
  readonly weight: number;
  readonly height: number;
  readonly spread: number;
  readonly symmetry: number;
}

/** The shape of a pose of 19 joints, relative to the dancer's standing height (both in metres). See SIGNALS. */
export function shapeOf(body: readonly BodyPoint[], stature: number): Shape {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y } of body) {
    lowest = Math.min(lowest, y);
    highest = Math.max(highest, y);
  }
  const feet = Math.min(
    body[J.left_ankle]!.y,
    body[J.right_ankle]!.y,
    body[J.left_foot_index]!.y,
    body[J.right_foot_index]!.y,
  );
  const limbs =
    distance(body[J.left_wrist]!, body[J.right_wrist]!) + distance(body[J.left_ankle]!, body[J.right_ankle]!);
  return {
    weight: clamp(1 + feet / (STANDING_HIPS * stature)),
    height: clamp((highest - lowest) / (REACH * stature)),
    spread: clamp((limbs / stature - GATHERED) / (WIDE - GATHERED)),
    symmetry: clamp(1 - asymmetry(body) / (ASYMMETRIC * stature)),
  };
}

/** Mean distance of each joint to its twin, mirrored in the upright plane between the hips, metres. */
function asymmetry(body: readonly BodyPoint[]): number {
  const normal = hipHeading(body);
  if (!normal) return 0;
  const { cos: nx, sin: nz } = normal;
  let sum = 0;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const point = body[joint]!;
    const twin = body[MIRROR[joint]!]!;
    const across = 2 * (twin.x * nx + twin.z * nz);
    const x = point.x - twin.x + across * nx;
    const y = point.y - twin.y;
    const z = point.z - twin.z + across * nz;
    sum += vectorLength(x, y, z);
  }
  return sum / JOINT_COUNT;
}

/** Mean distance between the joints of two poses, hips on hips, metres. */
export function poseDistance(a: readonly BodyPoint[], b: readonly BodyPoint[]): number {
  let sum = 0;
  for (let joint = 0; joint < JOINT_COUNT; joint++) sum += distance(a[joint]!, b[joint]!);
  return sum / JOINT_COUNT;
}
