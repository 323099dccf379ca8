import { BONE_COUNT, BONE_NAMES, type BoneName, bodyOf, FLEXIBLE, stretch } from "../bones.ts";
import type { MotionFrame } from "../motion-frame.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../motion-state.ts";
import { legScale, type StandardBody, toStandard } from "../standard-body.ts";

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
