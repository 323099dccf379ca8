import type { Keypoint, Pose as OfficialPose } from "@tensorflow-models/pose-detection/dist/types.js";
import type { BodyJoints, ImagePoint, Pose } from "../../../shared/pose.ts";
import { BLAZEPOSE_33 } from "../../../shared/skeleton.ts";

/** Of BlazePose's 33 landmarks. */
const LEFT_HIP = 23;
const RIGHT_HIP = 24;

/**
 * Converts a BlazePose result of the official package: 33 landmarks to `stage-19`, pixels to 0..1 of the frame, world
 * landmarks (metres; y down, z away from the camera) to body space (y up, z towards it, the middle of the hips at 0).
 */
export function fromOfficial(official: OfficialPose, width: number, height: number): Pose {
  return {
    id: 1,
    image: BLAZEPOSE_33.map((index): ImagePoint | null => {
      const point = official.keypoints[index];
      return point ? { x: point.x / width, y: point.y / height, score: point.score ?? 0 } : null;
    }),
    body: official.keypoints3D ? bodyOf(official.keypoints3D) : null,
    root: null,
  };
}

function bodyOf(world: readonly Keypoint[]): BodyJoints {
  const [left, right] = [world[LEFT_HIP], world[RIGHT_HIP]];
  const middle = (axis: "x" | "y" | "z") => ((left?.[axis] ?? 0) + (right?.[axis] ?? 0)) / 2;
  const [x, y, z] = [middle("x"), middle("y"), middle("z")];
  return BLAZEPOSE_33.map((index) => {
    const point = world[index];
    return point ? { x: point.x - x, y: y - point.y, z: z - (point.z ?? 0) } : null;
  });
}
