import { J, MIRROR } from "../../../shared/skeleton.ts";
import { jointsOfBones } from "../bones.ts";
import { faceForward } from "../heading.ts";
import { HEIGHT, ROOT_POINT } from "../motion-state.ts";
import { headingOfPlacement } from "../placement.ts";

/*
 * What tells whether one moment of a dance can go over into another: where the joints are and how they move, seen from
 * the body's own heading and place (after Lee et al. 2002, "Interactive control of avatars animated with human motion
 * data", and Clavet, "Motion Matching and The Road to Next-Gen Animation", GDC 2016).
 */

/** Ears, the right hip and knuckles add nothing; what moves most comes first, so that comparing can end soon. */
const COMPARED = [
  ...[J.left_wrist, J.right_wrist, J.left_ankle, J.right_ankle, J.left_elbow, J.right_elbow],
  ...[J.left_knee, J.right_knee, J.left_foot_index, J.right_foot_index, J.nose],
  ...[J.left_shoulder, J.right_shoulder, J.left_hip, J.right_hip],
];
/** Of each joint its place and its velocity; and the height of the hips. */
export const FEATURES = 6 * COMPARED.length + 1; // 91

/** Whether a feature is of velocity, not of place. */
export const isVelocity = (feature: number): boolean => feature < 6 * COMPARED.length && feature % 6 >= 3;

/** A difference of velocity counts as much as one of place that it makes in this time, seconds; */
const VELOCITY_SECONDS = 0.15;
/** of feet, which slide where it does not fit, so many times more. */
const FEET = 1.5;
const FEET_JOINTS: readonly number[] = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
/** Velocities are taken over so many frames. */
export const VELOCITY_FRAMES = 2;

/** Distances between features are the joints' root mean square, metres. */
const UNIT = 1 / Math.sqrt(COMPARED.length);

const joints = new Float32Array(57);
const earlier = new Float32Array(57);

/** Features of a placement, given the one two frames before, into `out`: [91]. */
export function writeFeatures(
  now: Float32Array,
  before: Float32Array,
  fps: number,
  out: Float32Array,
  at = 0,
): void {
  jointsOfBones(now, joints);
  jointsOfBones(before, earlier);
  const rate = (VELOCITY_SECONDS * fps) / VELOCITY_FRAMES;
  for (let i = 0; i < joints.length; i++) {
    const root = 3 * ROOT_POINT + (i % 3);
    earlier[i] = rate * (joints[i]! - earlier[i]! + now[root]! - before[root]!);
  }
  const heading = headingOfPlacement(now);
  faceForward(joints, heading, joints);
  faceForward(earlier, heading, earlier);
  COMPARED.forEach((joint, index) => {
    const weight = FEET_JOINTS.includes(joint) ? FEET * UNIT : UNIT;
    for (let axis = 0; axis < 3; axis++) {
      out[at + 6 * index + axis] = UNIT * joints[3 * joint + axis]!;
      out[at + 6 * index + 3 + axis] = weight * earlier[3 * joint + axis]!;
    }
  });
  out[at + FEATURES - 1] = UNIT * now[HEIGHT]!;
}

/** Features of the same moment in a mirror. */
export function mirroredFeatures(features: Float32Array): Float32Array {
  const mirrored = features.slice();
  COMPARED.forEach((joint, index) => {
    const twin = 6 * COMPARED.indexOf(MIRROR[joint]!);
    const [own, other] = joint === J.nose ? [6 * index, 6 * index] : [6 * index, twin];
    for (let i = 0; i < 6; i++) mirrored[own + i] = (i % 3 === 0 ? -1 : 1) * features[other + i]!;
  });
  return mirrored;
}

/** The square of their distance, or something larger than `limit` where that is exceeded: looked at every 8 numbers. */
export function squareDistance(
  a: Float32Array,
  aAt: number,
  b: Float32Array,
  bAt: number,
  count: number,
  limit: number,
): number {
  let sum = 0;
  let i = 0;
  for (; i + 8 <= count && sum <= limit; i += 8) {
    const p = aAt + i;
    const q = bAt + i;
    const d0 = a[p]! - b[q]!;
    const d1 = a[p + 1]! - b[q + 1]!;
    const d2 = a[p + 2]! - b[q + 2]!;
    const d3 = a[p + 3]! - b[q + 3]!;
    const d4 = a[p + 4]! - b[q + 4]!;
    const d5 = a[p + 5]! - b[q + 5]!;
    const d6 = a[p + 6]! - b[q + 6]!;
    const d7 = a[p + 7]! - b[q + 7]!;
    sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4 + d5 * d5 + d6 * d6 + d7 * d7;
  }
  for (; i < count && sum <= limit; i++) {
    const d = a[aAt + i]! - b[bAt + i]!;
    sum += d * d;
  }
  return sum;
}
