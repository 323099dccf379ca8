import type { Pose as OfficialPose } from "@tensorflow-models/pose-detection";
import type { BodyPoint, ImagePoint, Pose } from "../../shared/pose.ts";
import { BLAZEPOSE_33 } from "../../shared/skeleton.ts";

/**
 * One BlazePose result of the official package as ours: 33 landmarks to `stage-19`, pixels to 0..1 of the frame, world
 * landmarks (metres from the middle of the hips; y down, z away from the camera) to body space (y up, z towards it).
 */
export function fromOfficial(official: OfficialPose, width: number, height: number): Pose {
  const world = official.keypoints3D;
  return {
    id: 0,
    image: BLAZEPOSE_33.map((index): ImagePoint | null => {
      const point = official.keypoints[index];
      return point ? { x: point.x / width, y: point.y / height, score: point.score ?? 0 } : null;
    }),
    body: world
      ? BLAZEPOSE_33.map((index): BodyPoint | null => {
          const point = world[index];
          return point ? { x: point.x, y: -point.y, z: -(point.z ?? 0) } : null;
        })
      : null,
    root: null,
  };
}
