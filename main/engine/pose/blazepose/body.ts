import type { BodyJoints, ImageJoints } from "../../../../shared/pose.ts";
import { BLAZEPOSE_33 } from "../../../../shared/skeleton.ts";
import type { Detection } from "../detector.ts";
import type { Landmarks } from "./landmarks.ts";

const LEFT_HIP = 23;
const RIGHT_HIP = 24;

/** The body as everybody else speaks of it: `stage-19`, the picture as 0..1, and body space. */
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
