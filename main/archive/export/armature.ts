import type { JointName } from "../../../shared/skeleton.ts";
import type { Vector } from "../../motion/vectors.ts";
import { SIDES, type Side } from "../import/bvh/joint-names.ts";
import { FACE_JOINTS } from "../import/bvh/skeletons.ts";
import type { Measures } from "./measures.ts";

/** A joint of the skeleton that is given away, called as MotionBuilder, Mixamo and most others call it. */
export interface ArmatureJoint {
  readonly name: string;
  /** Index of what carries it, which comes before; -1 for the hips. */
  readonly parent: number;
  /** From there at rest, metres. */
  readonly offset: Vector;
  /** Where its bone ends, where nothing hangs on it; else null. */
  readonly end: Vector | null;
  /** The joint of `stage-19` that it is, or whose place its end is. */
  readonly is?: JointName;
}

/** Share of a foot from the ankle to where the toes begin. */
export const BALL = 0.7;
/** Beyond nose and ears, metres, since bones without a length are lost in some programs. */
const FACE_END = 0.03;

/** The names of one side's joints. */
export const sided = <Name extends string>(side: Side, name: Name) =>
  `${side === "left" ? "Left" : "Right"}${name}` as const;

/**
 * Her skeleton in its zero pose: somebody who stands in a T, her left towards +x, looking towards +z, the middle of her
 * hips at the origin.
 */
export function armatureOf(her: Measures): readonly ArmatureJoint[] {
  const joints: ArmatureJoint[] = [];
  const put = (name: string, above: string | null, offset: Vector, more: Partial<ArmatureJoint> = {}) => {
    const parent = joints.findIndex((joint) => joint.name === above);
    joints.push({ name, parent, offset, end: null, ...more });
  };
  const { spine, neck, head, clavicle } = her;
  put("Hips", null, { x: 0, y: 0, z: 0 });
  put("Spine", "Hips", { x: 0, y: her.loin, z: 0 });
  put("Spine1", "Spine", spine.lower);
  put("Neck", "Spine1", spine.upper);
  put("Neck1", "Neck", neck.lower);
  put("Head", "Neck1", neck.upper);
  const face = {
    nose: { x: 0, y: 0, z: 1 },
    left_ear: { x: 1, y: 0, z: 0 },
    right_ear: { x: -1, y: 0, z: 0 },
  };
  for (const [joint, way] of Object.entries(face) as [keyof typeof face, Vector][])
    put(FACE_JOINTS[joint], "Head", head[joint], {
      end: { x: way.x * FACE_END, y: 0, z: way.z * FACE_END },
      is: joint,
    });
  for (const side of SIDES) {
    const out = side === "left" ? 1 : -1;
    const aside = (length: number): Vector => ({ x: out * length, y: 0, z: 0 });
    const { upperArm, forearm, hand } = her[side];
    put(sided(side, "Shoulder"), "Spine1", spine.upper);
    put(
      sided(side, "Arm"),
      sided(side, "Shoulder"),
      { x: out * clavicle.x, y: clavicle.y, z: 0 },
      { is: `${side}_shoulder` },
    );
    put(sided(side, "ForeArm"), sided(side, "Arm"), aside(upperArm), { is: `${side}_elbow` });
    put(sided(side, "Hand"), sided(side, "ForeArm"), aside(forearm), { is: `${side}_wrist` });
    const index = { end: aside(hand / 2), is: `${side}_index` } as const;
    put(sided(side, "HandIndex1"), sided(side, "Hand"), aside(hand), index);
  }
  for (const side of SIDES) {
    const out = side === "left" ? 1 : -1;
    const { thigh, shank, foot } = her[side];
    const along = (share: number): Vector => ({
      x: 0,
      y: foot * share * FOOT_AT_REST.y,
      z: foot * share * FOOT_AT_REST.z,
    });
    put(sided(side, "UpLeg"), "Hips", { x: out * her.hips, y: 0, z: 0 }, { is: `${side}_hip` });
    put(sided(side, "Leg"), sided(side, "UpLeg"), { x: 0, y: -thigh, z: 0 }, { is: `${side}_knee` });
    put(sided(side, "Foot"), sided(side, "Leg"), { x: 0, y: -shank, z: 0 }, { is: `${side}_ankle` });
    put(sided(side, "ToeBase"), sided(side, "Foot"), along(BALL), {
      end: along(1 - BALL),
      is: `${side}_foot_index`,
    });
  }
  return joints;
}

/** From the ankle to the toes of somebody who stands: of length 1. */
export const FOOT_AT_REST: Vector = { x: 0, y: -0.3, z: Math.sqrt(1 - 0.3 ** 2) };
