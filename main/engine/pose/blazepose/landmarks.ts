import type { BodyJoints, ImageJoints } from "../../../../shared/pose.ts";
import { BLAZEPOSE_33 } from "../../../../shared/skeleton.ts";
import type { Detection } from "../detector.ts";

/** BlazePose's 33 landmarks, two that say where the body lies (below), and four more that are not used. */
export const LANDMARK_COUNT = 39;

/** Auxiliary landmarks from which the next frame's region is made: middle of the hips, and rim of the body. */
export const HIPS = 33;
export const RIM = 34;

/** What the landmark network says of one body: one instance a body, overwritten each frame. */
export class Landmarks {
  /** 0..1: there is a body in the region at all. */
  presence = 0;
  /** Pixels of the picture, x and y in turn. */
  readonly image = new Float32Array(2 * LANDMARK_COUNT);
  /** 0..1: inside the picture and not hidden. */
  readonly visibility = new Float32Array(LANDMARK_COUNT);
  /** Metres from about the middle of the hips: x to the camera's right, y down, z away from the camera. */
  readonly world = new Float32Array(3 * LANDMARK_COUNT);
}

const LEFT_HIP = 23;
const RIGHT_HIP = 24;

/** The same as `stage-19` in image space and body space. */
export function detectionOf(landmarks: Landmarks, width: number, height: number): Detection {
  const { image, visibility, world } = landmarks;
  const joints: ImageJoints = BLAZEPOSE_33.map((k) => ({
    x: image[2 * k]! / width,
    y: image[2 * k + 1]! / height,
    score: visibility[k]!,
  }));
  const hips = (axis: number) => (world[3 * LEFT_HIP + axis]! + world[3 * RIGHT_HIP + axis]!) / 2;
  const [hipX, hipY, hipZ] = [hips(0), hips(1), hips(2)];
  const body: BodyJoints = BLAZEPOSE_33.map((k) => ({
    x: world[3 * k]! - hipX,
    y: hipY - world[3 * k + 1]!,
    z: hipZ - world[3 * k + 2]!,
  }));
  return { image: joints, body };
}
