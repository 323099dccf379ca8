import { J } from "../../../shared/skeleton.ts";
import type { Vector } from "../../motion/vectors.ts";

/** A part of the body with its share of the mass, and where its centre lies between two places. */
interface Segment {
  readonly mass: number;
  /** Means of joints. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** 0 is `from`, 1 is `to`; beyond 1 it lies farther out. */
  readonly centre: number;
}

const SHOULDERS = [J.left_shoulder, J.right_shoulder];
const HIPS = [J.left_hip, J.right_hip];
const EARS = [J.left_ear, J.right_ear];

const limb = (mass: number, centre: number, from: [number, number], to: [number, number]): Segment[] =>
  from.map((joint, side) => ({ mass, centre, from: [joint], to: [to[side]!] }));

/**
 * Masses and centres of the segments, means of women's and men's (de Leva 1996, table 4): shares of the body's mass, and of
 * the segment from its upper end. The trunk is from the middle of the shoulders to that of the hips. The head's centre is
 * taken to lie between the ears. A foot goes on from its ankle: its centre is by a fifth of the way to the toes' end,
 * which is what 42 % of the way from the heel come to.
 */
const SEGMENTS: readonly Segment[] = [
  { mass: 0.0681, from: EARS, to: EARS, centre: 0 },
  { mass: 0.4302, from: SHOULDERS, to: HIPS, centre: 0.4046 },
  ...limb(0.0263, 0.5763, [J.left_shoulder, J.right_shoulder], [J.left_elbow, J.right_elbow]),
  ...limb(0.015, 0.4567, [J.left_elbow, J.right_elbow], [J.left_wrist, J.right_wrist]),
  ...limb(0.0059, 0.7687, [J.left_wrist, J.right_wrist], [J.left_index, J.right_index]),
  ...limb(0.1447, 0.3854, [J.left_hip, J.right_hip], [J.left_knee, J.right_knee]),
  ...limb(0.0457, 0.4374, [J.left_knee, J.right_knee], [J.left_ankle, J.right_ankle]),
  ...limb(0.0133, 0.2, [J.left_ankle, J.right_ankle], [J.left_foot_index, J.right_foot_index]),
];

const WHOLE = SEGMENTS.reduce((sum, { mass }) => sum + mass, 0);

/**
 * The share of the body's mass that each joint carries, [19], which together are 1: the centre of mass is the mean of the
 * joints with these weights, and the same weights serve for energies and accelerations of the body.
 */
export const JOINT_MASSES: Float64Array = (() => {
  const masses = new Float64Array(Object.keys(J).length);
  const add = (joints: readonly number[], mass: number) => {
    for (const joint of joints) masses[joint]! += mass / joints.length / WHOLE;
  };
  for (const { mass, from, to, centre } of SEGMENTS) {
    add(from, mass * (1 - centre));
    add(to, mass * centre);
  }
  return masses;
})();

/** Centre of mass of a body. @param joint where each is */
export function centreOfMass(joint: (index: number) => Vector): Vector {
  let [x, y, z] = [0, 0, 0];
  for (const [index, mass] of JOINT_MASSES.entries()) {
    const place = joint(index);
    x += mass * place.x;
    y += mass * place.y;
    z += mass * place.z;
  }
  return { x, y, z };
}
