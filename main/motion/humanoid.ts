import type { Vector } from "./vectors.ts";

/*
 * The humanoid of Unity (HumanBodyBones) and VRM, as far as a dance moves it: at rest somebody who stands in a T and
 * looks ahead, no bone turned. Unity's axes are left-handed, y up, forward +z.
 */

const SIDES = ["Left", "Right"] as const;
type HumanoidSide = (typeof SIDES)[number];

/** Bones of one side, and what carries each: the first of these that a body has. */
const OF_A_SIDE = {
  Shoulder: ["UpperChest", "Chest", "Spine"],
  UpperArm: ["Shoulder", "UpperChest", "Chest", "Spine"],
  LowerArm: ["UpperArm"],
  Hand: ["LowerArm"],
  IndexProximal: ["Hand"],
  UpperLeg: ["Hips"],
  LowerLeg: ["UpperLeg"],
  Foot: ["LowerLeg"],
  Toes: ["Foot"],
} as const;
const OF_THE_MIDDLE = {
  Hips: [],
  Spine: ["Hips"],
  Chest: ["Spine"],
  UpperChest: ["Chest"],
  Neck: ["UpperChest", "Chest", "Spine"],
  Head: ["Neck", "UpperChest", "Chest", "Spine"],
} as const;

type MiddleBone = keyof typeof OF_THE_MIDDLE;
export type HumanoidBone = MiddleBone | `${HumanoidSide}${keyof typeof OF_A_SIDE}`;

/** Each bone by the protocol's name and what may carry it, nearest first; a bone comes after all that may carry it. */
export const CARRIERS: ReadonlyMap<HumanoidBone, readonly HumanoidBone[]> = new Map<
  HumanoidBone,
  readonly HumanoidBone[]
>([
  ...(Object.entries(OF_THE_MIDDLE) as [MiddleBone, readonly HumanoidBone[]][]),
  ...SIDES.flatMap((side) =>
    Object.entries(OF_A_SIDE).map(([part, above]): [HumanoidBone, readonly HumanoidBone[]] => [
      `${side}${part}` as HumanoidBone,
      above.map((one) => (one in OF_THE_MIDDLE ? one : `${side}${one}`) as HumanoidBone),
    ]),
  ),
]);

/** What every humanoid has (VRM 1.0); the others may be missing. */
export const REQUIRED: readonly HumanoidBone[] = [
  ...(["Hips", "Spine", "Head"] as const),
  ...SIDES.flatMap((side) =>
    (["UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot"] as const).map(
      (part): HumanoidBone => `${side}${part}`,
    ),
  ),
];

/** A place from our right-handed axes to Unity's, and back: x is the other way round. */
export const acrossX = ({ x, y, z }: Vector): Vector => ({ x: -x, y, z });

/** The same of a rotation, as a unit quaternion x, y, z, w. */
export const turnedAcrossX = ([x, y, z, w]: Quaternion): Quaternion => [x, -y, -z, w];

/** x, y, z, w. */
export type Quaternion = readonly [number, number, number, number];
