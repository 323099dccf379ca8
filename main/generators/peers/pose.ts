import { BONE_COUNT } from "../../motion/bones.ts";
import { faceForward, headingAcross } from "../../motion/heading.ts";
import { HEIGHT, ROOT_POINT, velocityAt } from "../../motion/motion-state.ts";

/**
 * A pose as the peers reckon with it, of the standard body, metres:
 *
 *     18 bones in the body's own heading [54], height of the hips [1], their velocity along the floor in that heading,
 *     metres a frame: to the left, forwards [2], and the turn since the frame before, radians [1]
 */
export const POSE_SIZE = 3 * BONE_COUNT + 4; // 58

export const HEIGHT_AT = 3 * BONE_COUNT;
export const VELOCITY_AT = HEIGHT_AT + 1;
export const TURN_AT = VELOCITY_AT + 2;

/** Where a state of the standard body (motion-state.ts) faces, radians; `earlier` for a frame before. */
export function facing(state: Float32Array, earlier = false): number {
  const across = (axis: number) =>
    [0, 1].reduce((sum, bone) => {
      const at = 3 * bone + axis;
      return sum + state[at]! - (earlier ? state[velocityAt(bone) + axis]! : 0);
    }, 0);
  const { cos, sin } = headingAcross(across(0), across(2));
  return Math.atan2(sin, cos);
}

/** The pose of a state, into `out`. */
export function poseOf(state: Float32Array, out: Float32Array = new Float32Array(POSE_SIZE)): Float32Array {
  const now = facing(state);
  const heading = { cos: Math.cos(now), sin: Math.sin(now) };
  faceForward(state.subarray(0, 3 * BONE_COUNT), heading, out);
  out[HEIGHT_AT] = state[HEIGHT]!;
  const at = velocityAt(ROOT_POINT);
  const moved = new Float32Array(3);
  faceForward(state.subarray(at, at + 3), heading, moved);
  out[VELOCITY_AT] = moved[0]!;
  out[VELOCITY_AT + 1] = moved[2]!;
  const turn = now - facing(state, true);
  out[TURN_AT] = Math.atan2(Math.sin(turn), Math.cos(turn));
  return out;
}

/** A pose in the room. */
export interface PlacedPose {
  /** Where it faces, radians. */
  readonly facing: number;
  /** Its bones, metres, [54]. */
  readonly bones: Float32Array;
  /** Height of the hips, and how far they have moved along the floor since the frame before, metres. */
  readonly height: number;
  readonly moved: { readonly x: number; readonly z: number };
}

/** @param before where the frame before faced, radians */
export function placePose(pose: Float32Array, before: number): PlacedPose {
  const now = before + pose[TURN_AT]!;
  const back = { cos: Math.cos(now), sin: -Math.sin(now) };
  const bones = new Float32Array(3 * BONE_COUNT);
  faceForward(pose.subarray(0, 3 * BONE_COUNT), back, bones);
  const moved = Float32Array.of(pose[VELOCITY_AT]!, 0, pose[VELOCITY_AT + 1]!);
  faceForward(moved, back, moved);
  return { facing: now, bones, height: pose[HEIGHT_AT]!, moved: { x: moved[0]!, z: moved[2]! } };
}
