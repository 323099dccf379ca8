import {
  BONE_COUNT,
  BONE_NAMES,
  type BoneName,
  bodyOf,
  bonesOf,
  FLEXIBLE,
  stretch,
} from "../../motion/bones.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../../motion/motion-state.ts";
import { legScale, type StandardBody, toStandard } from "../../motion/standard-body.ts";

/** Lengths of the bones of an adult, metres: means over the dancers that the shipped model learnt from. */
const LENGTHS: Readonly<Record<BoneName, number>> = {
  ...{ hips: 0.083, shoulders: 0.18, trunk: 0.489, neck: 0.192, ears: 0.075, face: 0.104 },
  ...{ left_upper_arm: 0.274, right_upper_arm: 0.274, left_forearm: 0.187, right_forearm: 0.187 },
  ...{ left_hand: 0.101, right_hand: 0.101, left_thigh: 0.387, right_thigh: 0.387 },
  ...{ left_shank: 0.412, right_shank: 0.412, left_foot: 0.168, right_foot: 0.168 },
};
/** Shortest and longest of a bone that is a chain of joints, as a share of its length: backs bend far. */
const [BENT, STRETCHED] = [0.3, 1.5];

const flexed = (by: number) =>
  Float32Array.from(BONE_NAMES, (name, bone) => LENGTHS[name] * (FLEXIBLE.includes(bone) ? by : 1));

/** The body that the poses of all dancers are compared on: no archive has to be measured for it. */
export const ADULT: StandardBody = { length: flexed(1), shortest: flexed(BENT), longest: flexed(STRETCHED) };

/** Bones of the dancer's own body, and the hips in the room: [57], see motion-state.ts. */
export function placementOf({ body, root }: MotionFrame, out: Float32Array): Float32Array {
  bonesOf(body, out.subarray(0, 3 * BONE_COUNT));
  out[3 * ROOT_POINT] = root.x;
  out[3 * ROOT_POINT + 1] = root.y;
  out[3 * ROOT_POINT + 2] = root.z;
  return out;
}

/** Brings a placement of a dancer whose bones have these mean lengths to the adult's body, in place. */
export function toAdult(placement: Float32Array, own: Float32Array): void {
  toStandard(placement, own, ADULT);
  const scale = legScale(own, ADULT);
  for (let i = 3 * ROOT_POINT; i < PLACEMENT_SIZE; i++) placement[i]! *= scale;
}

/**
 * The inverse.
 * @param ratios by which each bone is shown longer still, [18].
 */
export function fromAdult(placement: Float32Array, own: Float32Array, ratios: Float32Array): MotionFrame {
  const bones = placement.slice(0, 3 * BONE_COUNT);
  stretch(bones, (bone) => (own[bone]! / ADULT.length[bone]!) * ratios[bone]!);
  const scale = legScale(own, ADULT);
  const [x, y, z] = [0, 1, 2].map((axis) => placement[3 * ROOT_POINT + axis]! / scale) as [
    number,
    number,
    number,
  ];
  return { body: bodyOf(bones), root: { x, y, z } };
}

/** For each bone its twin on the other side of the body, and the sign that its x has then. */
const TWINS = BONE_NAMES.map((name, bone) => {
  const twin = name.replace(/^left|^right/, (side) => (side === "left" ? "right" : "left")) as BoneName;
  // A half width runs to the left joint, which is the mirrored right one.
  const isWidth = ["hips", "shoulders", "ears"].includes(name);
  return { bone, twin: BONE_NAMES.indexOf(twin), sign: isWidth ? -1 : 1 };
});

/** As in a mirror that stands in the room's middle and faces sideways: left is right. */
export function mirroredPlacement(placement: Float32Array, out: Float32Array): Float32Array {
  for (const { bone, twin, sign } of TWINS) {
    out[3 * bone] = -sign * placement[3 * twin]!;
    out[3 * bone + 1] = sign * placement[3 * twin + 1]!;
    out[3 * bone + 2] = sign * placement[3 * twin + 2]!;
  }
  out[3 * ROOT_POINT] = -placement[3 * ROOT_POINT]!;
  out[3 * ROOT_POINT + 1] = placement[3 * ROOT_POINT + 1]!;
  out[3 * ROOT_POINT + 2] = placement[3 * ROOT_POINT + 2]!;
  return out;
}
