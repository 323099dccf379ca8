import type { BodyJoints, BodyPoint, RoomPoint } from "../../../shared/pose.ts";
import { JOINTS, type JointName } from "../../../shared/skeleton.ts";
import { BALL } from "../../archive/export/armature.ts";
import { aligned, UNTURNED } from "../../archive/export/bases.ts";
import { along, type Basis } from "../../archive/import/bvh/basis.ts";
import { multiply, rotate } from "../../archive/import/bvh/quaternions.ts";
import { FACE, HAND } from "../../archive/import/bvh/stage-19.ts";
import { CARRIERS, type HumanoidBone, REQUIRED } from "../../motion/humanoid.ts";
import { add, mixPoints, norm, scaled, subtract, unit, type Vector } from "../../motion/vectors.ts";
import type { Transform } from "./read-vmc.ts";
import { STANDARD_PLACES } from "./standard-humanoid.ts";

export type Humanoid = ReadonlyMap<HumanoidBone | "root", Transform>;

/** A body of `stage-19`, and whether how high it is over the floor is known; `root.y` is 0 where it is not. */
export interface HumanoidBody {
  readonly body: BodyJoints;
  readonly root: RoomPoint;
  readonly hasHeight: boolean;
}

/** Shorter than this a bone has no length, metres; of no more and no less stature is anybody. */
const NOTHING = 1e-3;
const STATURES = { least: 0.5, most: 2.6 };
/** The way from the ankle up to the top of the neck, as a share of stature. */
const CHAIN = 0.86;
/** Cosine within which a bone lies as in the T. */
const AS_IN_T = 0.8;

/** What of a humanoid's required bones is not known. */
export const missingOf = (known: Humanoid): readonly HumanoidBone[] =>
  REQUIRED.filter((bone) => !known.has(bone));

/**
 * Forward kinematics: where a sender's bones are, as joints of `stage-19`. A sender that tells no lengths, or those of no
 * human being, moves the standard body. Nose and ears are where they are on a head; a hand or foot that it does not
 * tell of is null.
 * @param known with all that are required.
 */
export function bodyOfHumanoid(known: Humanoid): HumanoidBody {
  const stature = statureOf(known);
  const isOwn = stature >= STATURES.least && stature <= STATURES.most && hasLengths(known);
  const placed = place(known, isOwn ? (bone) => known.get(bone)!.at : standardOffset);
  const at = (bone: HumanoidBone) => placed.get(bone)?.at ?? null;
  const head = headOf(placed, known);
  const face = (name: JointName) =>
    add(at("Head")!, along(head, FACE[name]!, isOwn ? stature : STANDARD_STATURE));
  const joints = JOINTS.map((name): Vector | null => {
    const [, side = "", part = ""] = /^(left|right)_(.*)$/.exec(name) ?? [];
    const named = side === "left" ? "Left" : "Right";
    if (name in FACE) return face(name);
    if (part === "index") return at(`${named}IndexProximal`) ?? fingerOf(placed, known, named);
    if (part === "foot_index") return tipOf(at(`${named}Foot`)!, at(`${named}Toes`));
    return at(`${named}${BONE_AT[part as keyof typeof BONE_AT]}`);
  });
  const root = mixPoints(at("LeftUpperLeg")!, at("RightUpperLeg")!, 0.5);
  const hips = at("Hips")!;
  return {
    body: joints.map((joint): BodyPoint | null => joint && subtract(joint, root)),
    root,
    hasHeight: Math.abs(hips.y) > NOTHING,
  };
}

/** The bone that begins at a joint. */
const BONE_AT = {
  shoulder: "UpperArm",
  elbow: "LowerArm",
  wrist: "Hand",
  hip: "UpperLeg",
  knee: "LowerLeg",
  ankle: "Foot",
} as const;

interface Placed {
  readonly at: Vector;
  /** In the room, as w, x, y, z. */
  readonly turn: Float64Array;
}

function place(known: Humanoid, offset: (bone: HumanoidBone, carrier: HumanoidBone) => Vector) {
  const placed = new Map<HumanoidBone, Placed>();
  const put = (bone: HumanoidBone, carrier: Placed, way: Vector) => {
    const turn = new Float64Array(4);
    multiply(carrier.turn, 0, quaternion(known.get(bone)!), 0, turn, 0);
    placed.set(bone, { at: add(carrier.at, turnedBy(carrier.turn, way)), turn });
  };
  const root = known.get("root");
  const ground = root
    ? { at: root.at, turn: quaternion(root) }
    : { at: { x: 0, y: 0, z: 0 }, turn: Float64Array.of(1, 0, 0, 0) };
  put("Hips", ground, known.get("Hips")!.at);
  for (const [bone, above] of CARRIERS) {
    const carrier = above.find((one) => placed.has(one));
    if (carrier !== undefined && known.has(bone)) put(bone, placed.get(carrier)!, offset(bone, carrier));
  }
  return placed;
}

const quaternion = ({ turn: [x, y, z, w] }: Transform): Float64Array => Float64Array.of(w, x, y, z);

function turnedBy(turn: Float64Array, { x, y, z }: Vector): Vector {
  const out = new Float64Array(3);
  rotate(turn, 0, [x, y, z], 0, out, 0);
  return { x: out[0]!, y: out[1]!, z: out[2]! };
}

const standardOffset = (bone: HumanoidBone, carrier: HumanoidBone): Vector =>
  subtract(STANDARD_PLACES.get(bone)!, STANDARD_PLACES.get(carrier)!);

const lengthOf = (known: Humanoid, bone: HumanoidBone): number => {
  const found = known.get(bone);
  return found ? norm(found.at) : 0;
};
const total = (known: Humanoid, bones: readonly HumanoidBone[]): number =>
  bones.reduce((sum, bone) => sum + lengthOf(known, bone), 0);

const statureOf = (known: Humanoid): number =>
  total(known, ["LeftLowerLeg", "LeftFoot", "Spine", "Chest", "UpperChest", "Neck", "Head"]) / CHAIN;
const STANDARD_STATURE = (STANDARD_PLACES.get("Head")!.y - STANDARD_PLACES.get("LeftFoot")!.y) / CHAIN;

/** Whether every bone of the limbs has a length. */
const hasLengths = (known: Humanoid): boolean =>
  REQUIRED.every((bone) => /Hips|Spine|Head|Upper/.test(bone) || lengthOf(known, bone) > NOTHING) &&
  norm(subtract(known.get("LeftUpperLeg")!.at, known.get("RightUpperLeg")!.at)) > NOTHING;

/** Whether bones are turned from a T: of VRM 1.0 the original ones may be turned from anything. */
function isNormalised(known: Humanoid): boolean {
  const lies = (bone: HumanoidBone, way: Vector) => {
    const { at } = known.get(bone)!;
    return norm(at) <= NOTHING || norm(subtract(unit(at), way)) < Math.sqrt(2 - 2 * AS_IN_T);
  };
  return lies("LeftLowerArm", { x: 1, y: 0, z: 0 }) && lies("LeftLowerLeg", { x: 0, y: -1, z: 0 });
}

/** How the head looks; as the shoulders do where its rest is not known. */
function headOf(placed: ReadonlyMap<HumanoidBone, Placed>, known: Humanoid): Basis {
  const at = (bone: HumanoidBone) => placed.get(bone)!.at;
  if (isNormalised(known)) {
    const { turn } = placed.get("Head")!;
    return UNTURNED.map((axis) => turnedBy(turn, axis)) as unknown as Basis;
  }
  const left = subtract(at("LeftUpperArm"), at("RightUpperArm"));
  const up = subtract(at("Head"), mixPoints(at("LeftUpperArm"), at("RightUpperArm"), 0.5));
  return aligned(UP, unit(up), left, UNTURNED);
}

const UP: Vector = { x: 0, y: 1, z: 0 };

/** Where the knuckle of a hand without fingers is. */
function fingerOf(
  placed: ReadonlyMap<HumanoidBone, Placed>,
  known: Humanoid,
  side: "Left" | "Right",
): Vector | null {
  if (!isNormalised(known)) return null;
  const { at, turn } = placed.get(`${side}Hand`)!;
  const aside = { x: side === "Left" ? 1 : -1, y: 0, z: 0 };
  return add(at, scaled(turnedBy(turn, aside), HAND * STANDARD_STATURE));
}

/** The tip of a foot from where its toes begin. */
const tipOf = (ankle: Vector, toes: Vector | null): Vector | null =>
  toes && norm(subtract(toes, ankle)) > NOTHING ? add(ankle, scaled(subtract(toes, ankle), 1 / BALL)) : null;
