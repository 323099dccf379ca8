import { BONES, J, JOINT_COUNT } from "../../../../shared/skeleton.ts";

/** Arms and legs, from the trunk outwards. */
const LIMBS = BONES.filter(([from, to]) => from >= J.left_shoulder && to > from + 1);

/** Length of each limb bone in one frame of a track (frames x 19 x 3). */
export function limbLengths(track: Float64Array, frame: number): readonly number[] {
  return LIMBS.map((bone) => Math.hypot(...alongBone(track, frame, bone)));
}

/**
 * Gives every limb bone its length back and leaves its direction. Low-pass filtering joint positions cuts the corners
 * of fast movements, and so shortens a swinging arm by some per cent.
 */
export function restoreLimbLengths(track: Float64Array, lengths: readonly number[]): void {
  const moved = new Float64Array(JOINT_COUNT * 3);
  for (let frame = 0; frame < track.length / moved.length; frame++) {
    const at = frame * moved.length;
    moved.set(track.subarray(at, at + moved.length));
    LIMBS.forEach((bone, i) => {
      const vector = alongBone(track, frame, bone);
      const length = Math.hypot(...vector);
      const share = length > 0 ? lengths[i]! / length : 0;
      for (const k of [0, 1, 2]) moved[bone[1] * 3 + k] = moved[bone[0] * 3 + k]! + vector[k]! * share;
    });
    track.set(moved, at);
  }
}

function alongBone(
  track: Float64Array,
  frame: number,
  [from, to]: readonly [number, number],
): readonly number[] {
  const at = frame * JOINT_COUNT * 3;
  return [0, 1, 2].map((k) => track[at + to * 3 + k]! - track[at + from * 3 + k]!);
}
