import { JOINT_COUNT } from "../skeleton.ts";

/*
 * Figures as a page draws them small: base64 of two bytes a joint, 19 joints a pose, x to the right and y down. All poses
 * of one string have one scale and 127 for the middle of the hips; 255 is a joint that is not known. This file is the
 * format and nothing else.
 */

export const UNKNOWN_JOINT = 255;
export const MIDDLE = 127;
/** Bytes of a pose. */
export const POSE_BYTES = 2 * JOINT_COUNT;

/** Joint by joint x and y, -1 to 1 with the hips at 0 and y down, null for what is not known. */
export type SmallPose = readonly (readonly [x: number, y: number] | null)[];

/** @returns the poses; none for what is not of this format. */
export function unpackPoses(packed: string): SmallPose[] {
  let bytes: string;
  try {
    bytes = atob(packed);
  } catch {
    return [];
  }
  const part = (at: number) => (bytes.charCodeAt(at) - MIDDLE) / MIDDLE;
  return Array.from({ length: Math.floor(bytes.length / POSE_BYTES) }, (_, pose) =>
    Array.from({ length: JOINT_COUNT }, (_joint, joint) => {
      const at = pose * POSE_BYTES + 2 * joint;
      return bytes.charCodeAt(at) === UNKNOWN_JOINT ? null : ([part(at), part(at + 1)] as const);
    }),
  );
}
