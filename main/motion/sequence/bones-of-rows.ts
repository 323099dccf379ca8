import { BONE_COUNT, bonesOfJoints, FLEXIBLE, jointsOfBones, lengthsOf, squareSkull } from "../bones.ts";
import { ROOT_AT, ROW } from "../clip.ts";
import { PLACEMENT_SIZE, ROOT_POINT } from "../motion-state.ts";

const HIPS_AT = 3 * ROOT_POINT;

/** Bones and hips of a row of a clip, into `out`: [57], see motion-state.ts. */
export function placementOfRow(row: Float32Array, out = new Float32Array(PLACEMENT_SIZE)): Float32Array {
  bonesOfJoints(row.subarray(0, ROOT_AT), out.subarray(0, HIPS_AT));
  out.set(row.subarray(ROOT_AT, ROW), HIPS_AT);
  return out;
}

/** The inverse. */
export function rowOfPlacement(placement: Float32Array, out = new Float32Array(ROW)): Float32Array {
  jointsOfBones(placement.subarray(0, HIPS_AT), out.subarray(0, ROOT_AT));
  out.set(placement.subarray(HIPS_AT), ROOT_AT);
  return out;
}

/** Length of each bone of a placement, metres, [18]. */
export const boneLengths = (placement: Float32Array): Float32Array =>
  lengthsOf(placement.subarray(0, 3 * BONE_COUNT));

/** Gives bones these lengths, in place: directions stay, but the line through the ears is laid square to the face. */
export function takeLengths(placement: Float32Array, lengths: ArrayLike<number>): void {
  const bones = placement.subarray(0, 3 * BONE_COUNT);
  squareSkull(bones);
  const now = lengthsOf(bones);
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const by = lengths[bone]! / Math.max(now[bone]!, 1e-6);
    for (let axis = 0; axis < 3; axis++) bones[3 * bone + axis]! *= by;
  }
}

/** Lengths between those of two bodies: rigid bones have those of the first. */
export function lengthsBetween(a: Float32Array, b: Float32Array, share: number): Float32Array {
  const lengths = Float32Array.from(a);
  for (const bone of FLEXIBLE) lengths[bone] = a[bone]! + (b[bone]! - a[bone]!) * share;
  return lengths;
}
