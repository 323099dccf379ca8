import type { Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { BALL, sided } from "../../archive/export/armature.ts";
import { aligned, outOf } from "../../archive/export/bases.ts";
import { LiveLimb } from "../../archive/export/limbs.ts";
import { type Bases, poseTrunk, type Trunk, trunkOf } from "../../archive/export/trunk.ts";
import type { Basis } from "../../archive/import/bvh/basis.ts";
import { SIDES } from "../../archive/import/bvh/joint-names.ts";
import type { HumanoidBone } from "../../motion/humanoid.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { add, mixPoints, subtract, unit, type Vector } from "../../motion/vectors.ts";
import { LiveMeasures } from "./live-measures.ts";

/** Where a bone begins in the room, metres, and how it is turned there; nothing is turned at rest. */
export interface PosedBone {
  readonly at: Vector;
  readonly basis: Basis;
}

export type PosedHumanoid = ReadonlyMap<HumanoidBone, PosedBone>;

const UP: Vector = { x: 0, y: 1, z: 0 };
/** The longest that one frame may be after the other, for how stiffly limbs keep their twist. */
const LONGEST_STEP: Seconds = 0.2;

/**
 * Rotations of a humanoid from the places of joints, while she dances: the joints stay where they are, and each bone is
 * turned as the `export` of a dance turns it. Of one body: another one needs a rig of her own.
 */
export class LiveRig {
  readonly #limbs = SIDES.flatMap((side) => [new LiveLimb(side, "arm"), new LiveLimb(side, "leg")]);
  #measures: LiveMeasures | null = null;
  #trunk: Trunk | undefined;
  #bases: Bases | undefined;
  #t: Seconds = Number.NEGATIVE_INFINITY;

  pose(frame: MotionFrame, t: Seconds): PosedHumanoid {
    this.#measures ??= new LiveMeasures(frame);
    const trunk = trunkOf(frame, this.#measures.lengths, this.#trunk);
    const her = this.#measures.with(frame, trunk, t);
    const bases = poseTrunk(frame, trunk, her, this.#bases);
    const dt = Math.min(Math.abs(t - this.#t), LONGEST_STEP);
    for (const limb of this.#limbs) limb.pose(frame, bases, dt);
    // One bone where the exported skeleton has two.
    const way = mixPoints(trunk.shoulders, trunk.head[0], 0.5);
    const nape = aligned(
      UP,
      unit(subtract(trunk.skull, trunk.neck)),
      way,
      this.#bases?.get("Nape") ?? trunk.hips,
    );
    bases.set("Nape", nape);
    [this.#trunk, this.#bases, this.#t] = [trunk, bases, t];
    return humanoidOf(frame, trunk, bases, her.spine.lower);
  }
}

/** @param lower of the two parts of the spine, at rest */
function humanoidOf({ body, root }: MotionFrame, trunk: Trunk, bases: Bases, lower: Vector): PosedHumanoid {
  const joint = (index: number) => add(body[index]!, root);
  const posed = new Map<HumanoidBone, PosedBone>();
  const put = (bone: HumanoidBone, at: Vector, basis: string) =>
    posed.set(bone, { at, basis: bases.get(basis)! });
  put("Hips", root, "Hips");
  put("Spine", trunk.loin, "Spine");
  put("Chest", add(trunk.loin, outOf(bases.get("Spine")!, lower)), "Spine1");
  put("Neck", trunk.neck, "Nape");
  put("Head", trunk.skull, "Head");
  for (const side of SIDES) {
    const named = side === "left" ? "Left" : "Right";
    const ankle = joint(J[`${side}_ankle`]);
    put(`${named}Shoulder`, trunk.neck, sided(side, "Shoulder"));
    put(`${named}UpperArm`, joint(J[`${side}_shoulder`]), sided(side, "Arm"));
    put(`${named}LowerArm`, joint(J[`${side}_elbow`]), sided(side, "ForeArm"));
    put(`${named}Hand`, joint(J[`${side}_wrist`]), sided(side, "Hand"));
    // Fingers and toes lie in hand and foot as at rest: nobody knows better.
    put(`${named}IndexProximal`, joint(J[`${side}_index`]), sided(side, "Hand"));
    put(`${named}UpperLeg`, joint(J[`${side}_hip`]), sided(side, "UpLeg"));
    put(`${named}LowerLeg`, joint(J[`${side}_knee`]), sided(side, "Leg"));
    put(`${named}Foot`, ankle, sided(side, "Foot"));
    put(`${named}Toes`, mixPoints(ankle, joint(J[`${side}_foot_index`]), BALL), sided(side, "Foot"));
  }
  return posed;
}
