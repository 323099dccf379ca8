import { distance, mixPoints } from "../../../motion/vectors.ts";
import { pointAt } from "./basis.ts";
import type { PosedSkeleton } from "./kinematics.ts";
import type { SkeletonMap } from "./skeletons.ts";

/** Metres. Every skeleton is scaled to this height, so that movements compare. */
export const STATURE = 1.7;

/** Height of the topmost neck joint over the ankle, as a share of stature (Drillis and Contini 1966: C1 and occiput). */
const HEAD_OVER_ANKLE = 0.88 - 0.039;
/** Frames that are looked at to measure a body. */
const SAMPLE = 400;
/** A back is as long as it gets in so many of the frames: in the others it bends. */
const UPRIGHT_QUANTILE = 0.9;

/** Frames at even distances, for what takes no more. */
export function sampleOf(frameCount: number): readonly number[] {
  const count = Math.min(SAMPLE, frameCount);
  return Array.from({ length: count }, (_, i) => Math.floor((i * frameCount) / count));
}

/** How tall somebody is, in the file's own unit: by legs and trunk, whatever she does. */
export function statureOf(skeleton: PosedSkeleton, map: SkeletonMap, frames: readonly number[]): number {
  const heights = frames.map((frame) => {
    skeleton.pose(frame);
    const at = (joint: number) => pointAt(skeleton.positions, joint);
    const leg = (side: "left" | "right") =>
      distance(at(map[`${side}_hip`]), at(map[`${side}_knee`])) +
      distance(at(map[`${side}_knee`]), at(map[`${side}_ankle`]));
    const hips = mixPoints(at(map.left_hip), at(map.right_hip), 0.5);
    return (leg("left") + leg("right")) / 2 + distance(hips, at(map.head));
  });
  const sorted = heights.sort((a, b) => a - b);
  return (sorted[Math.floor(UPRIGHT_QUANTILE * (sorted.length - 1))] ?? 0) / HEAD_OVER_ANKLE;
}
