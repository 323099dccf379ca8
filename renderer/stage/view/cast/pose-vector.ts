import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { length } from "../ease.ts";

/**
 * A figure as the stage draws it: 19 joints x (x, y, z, visibility), reused from frame to frame.
 * x and y in picture heights, origin at the top left of the mirrored picture, x to the right of the screen, y down;
 * z in metres towards the viewer; visibility 0..1 from the joint's score.
 */
export type PoseVector = Float32Array;

export const POSE_STRIDE = 4;
export const POSE_LENGTH: number = JOINT_COUNT * POSE_STRIDE;

export const createPose = (): PoseVector => new Float32Array(POSE_LENGTH);

/**
 * Mirrors a figure into `out`. An unknown joint keeps its place with visibility 0, so that it fades where it was.
 * @param aspect width of the picture over its height
 */
export function writePose(figure: Figure, aspect: number, out: PoseVector): void {
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const at = joint * POSE_STRIDE;
    const point = figure.image[joint];
    if (!point || point.score <= 0) {
      out[at + 3] = 0;
      continue;
    }
    out[at] = (1 - point.x) * aspect;
    out[at + 1] = point.y;
    out[at + 2] = figure.body[joint]?.z ?? 0;
    out[at + 3] = Math.min(1, point.score);
  }
}

/** Mean distance between the joints visible in both, picture heights; 0 when there are none. */
export function poseVectorDistance(a: PoseVector, b: PoseVector): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < POSE_LENGTH; at += POSE_STRIDE) {
    if (a[at + 3]! <= 0 || b[at + 3]! <= 0) continue;
    sum += length(a[at]! - b[at]!, a[at + 1]! - b[at + 1]!);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
