import { BALL, FOOT_AT_REST } from "../../archive/export/armature.ts";
import { B } from "../../motion/bones.ts";
import type { HumanoidBone } from "../../motion/humanoid.ts";
import { ADULT } from "../../motion/moments/adult.ts";
import { scaled, type Vector } from "../../motion/vectors.ts";

/** Where the parts of the spine begin, as shares of the trunk; the head over it, and the inner end of a clavicle, metres. */
const SPINE = { Spine: 0.15, Chest: 0.45, UpperChest: 0.7 };
const HEAD = 0.134;
const CLAVICLE = 0.02;

const long = (bone: keyof typeof B): number => ADULT.length[B[bone]]!;

/** Where the bones of an adult begin who stands in a T, from the middle of the hips, metres: x to her left. */
export const STANDARD_PLACES: ReadonlyMap<HumanoidBone, Vector> = new Map<HumanoidBone, Vector>([
  ["Hips", { x: 0, y: 0, z: 0 }],
  ...Object.entries(SPINE).map(([bone, share]): [HumanoidBone, Vector] => [
    bone as HumanoidBone,
    { x: 0, y: share * long("trunk"), z: 0 },
  ]),
  ["Neck", { x: 0, y: long("trunk"), z: 0 }],
  ["Head", { x: 0, y: long("trunk") + HEAD, z: 0 }],
  ...ofSide("Left", 1),
  ...ofSide("Right", -1),
]);

function ofSide(side: "Left" | "Right", out: 1 | -1): [HumanoidBone, Vector][] {
  const arm = (x: number): Vector => ({ x: out * x, y: long("trunk"), z: 0 });
  const elbow = long("shoulders") + long("left_upper_arm");
  const wrist = elbow + long("left_forearm");
  const leg = (y: number): Vector => ({ x: out * long("hips"), y: -y, z: 0 });
  const ankle = leg(long("left_thigh") + long("left_shank"));
  const toes = scaled(FOOT_AT_REST, BALL * long("left_foot"));
  return [
    [`${side}Shoulder`, arm(CLAVICLE)],
    [`${side}UpperArm`, arm(long("shoulders"))],
    [`${side}LowerArm`, arm(elbow)],
    [`${side}Hand`, arm(wrist)],
    [`${side}IndexProximal`, arm(wrist + long("left_hand"))],
    [`${side}UpperLeg`, leg(0)],
    [`${side}LowerLeg`, leg(long("left_thigh"))],
    [`${side}Foot`, ankle],
    [`${side}Toes`, { x: ankle.x, y: ankle.y + toes.y, z: toes.z }],
  ];
}
