import { clamp } from "../../shared/numbers.ts";
import type { BodyJoints, BodyPoint, RoomPoint } from "../../shared/pose.ts";
import { J } from "../../shared/skeleton.ts";
import { cross, dot, norm, subtract, unit, type Vector } from "./vectors.ts";

/*
 * Hands and feet, which many sources do not know: a hand goes on from the forearm, a foot from the shin and from where
 * the body faces. Angles are means over the dances that the shipped model learnt from, in which feet are square on shins.
 */

/** From the wrist to the knuckle of the index finger, as a share of the forearm. */
const HAND = 0.4;
/** From the ankle to the toes, as a share of the shin. */
const FOOT = 0.41;
/** Where the toes point, where 1 is forwards: along the shin, and outwards. */
const DOWN = 0.15;
const OUT = 0.2;
/** Weight of where the trunk faces beside what is square on shin and hips, which a shin to the side has nothing of. */
const FACING = 0.3;
/** Height of the toes of a foot that stands, metres. */
const TOES = 0.02;

/** For each hand and foot the two joints of the limb that it goes on from. */
const LIMBS: ReadonlyMap<number, readonly [from: number, to: number]> = new Map([
  [J.left_index, [J.left_elbow, J.left_wrist]],
  [J.right_index, [J.right_elbow, J.right_wrist]],
  [J.left_foot_index, [J.left_knee, J.left_ankle]],
  [J.right_foot_index, [J.right_knee, J.right_ankle]],
]);
const EXTREMITIES = [...LIMBS.keys()];

/** The limb that a hand or foot goes on from; undefined for every other joint. */
export const limbOfExtremity = (joint: number): readonly [from: number, to: number] | undefined =>
  LIMBS.get(joint);

/**
 * The body with the hands and feet that it lacks, where their limbs are known and, for feet, the trunk; the same body
 * where it lacks none.
 * @param root where the hips are over the floor, below which no foot is put; null where that is not known.
 */
export function withExtremities(body: BodyJoints, root: RoomPoint | null): BodyJoints {
  if (EXTREMITIES.every((joint) => body[joint])) return body;
  const whole = [...body];
  const trunk = trunkOf(body);
  for (const [joint, [from, to]] of LIMBS) {
    const [start, end] = [body[from], body[to]];
    if (body[joint] || !start || !end) continue;
    const limb = subtract(end, start);
    if (joint === J.left_index || joint === J.right_index) whole[joint] = sum([1, end], [HAND, limb]);
    else if (trunk) whole[joint] = toes(end, limb, joint === J.left_foot_index ? OUT : -OUT, trunk, root);
  }
  return whole;
}

/** Where the hips have their left, and where the trunk faces, of length 1: they serve upside down too. */
interface Trunk {
  readonly left: Vector;
  readonly forwards: Vector;
}

function trunkOf(body: BodyJoints): Trunk | null {
  const [leftHip, rightHip] = [body[J.left_hip], body[J.right_hip]];
  const [leftShoulder, rightShoulder] = [body[J.left_shoulder], body[J.right_shoulder]];
  if (!leftHip || !rightHip || !leftShoulder || !rightShoulder) return null;
  const left = unit(subtract(leftHip, rightHip));
  const up = sum([1, leftShoulder], [1, rightShoulder], [-1, leftHip], [-1, rightHip]);
  return { left, forwards: unit(cross(left, up)) };
}

function toes(
  ankle: BodyPoint,
  shin: Vector,
  outwards: number,
  trunk: Trunk,
  root: RoomPoint | null,
): BodyPoint {
  const down = unit(shin);
  const square = cross(down, trunk.left);
  const aside = dot(trunk.forwards, down);
  const forwards = unit(sum([1, square], [FACING, trunk.forwards], [-FACING * aside, down]));
  const foot = unit(sum([1, forwards], [DOWN, down], [outwards, trunk.left]));
  const length = FOOT * norm(shin);
  // Where it would reach below the floor it lies on it.
  const lowest = root === null ? -1 : clamp((TOES - root.y - ankle.y) / length, -1, 1);
  if (foot.y >= lowest) return sum([1, ankle], [length, foot]);
  const flat = length * Math.sqrt((1 - lowest * lowest) / Math.max(1 - foot.y * foot.y, 1e-9));
  return { x: ankle.x + flat * foot.x, y: ankle.y + length * lowest, z: ankle.z + flat * foot.z };
}

/** A weighted sum: [weight, vector] of each term. */
function sum(...terms: readonly (readonly [number, Vector])[]): Vector {
  let [x, y, z] = [0, 0, 0];
  for (const [weight, vector] of terms) {
    x += weight * vector.x;
    y += weight * vector.y;
    z += weight * vector.z;
  }
  return { x, y, z };
}
