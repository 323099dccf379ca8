import { type Clip, framesIn, roomDistance, rowAt } from "../clip.ts";

/** A beat is slower than everything this near, seconds: 10 frames at 60 a second. */
const ORDER_SECONDS = 1 / 6;

/**
 * Kinematic beats as AIST++ defines them (Li et al. 2021): frames whose summed keypoint speed is below that of all
 * neighbours within a sixth of a second. The first frame counts as standing still, as in the reference code.
 */
export function beatsIn(clip: Clip, fps: number): readonly number[] {
  const order = framesIn(ORDER_SECONDS, fps);
  const last = clip.frames - 1;
  const speed = Float64Array.from({ length: clip.frames }, (_, frame) =>
    frame === 0 ? 0 : roomDistance(rowAt(clip, frame - 1), rowAt(clip, frame)),
  );
  const isBeat = (frame: number): boolean => {
    for (let away = 1; away <= order; away++) {
      const below = speed[Math.max(0, frame - away)]!;
      const above = speed[Math.min(last, frame + away)]!;
      if (!(speed[frame]! < below && speed[frame]! < above)) return false;
    }
    return true;
  };
  return Array.from({ length: clip.frames }, (_, frame) => frame).filter(isBeat);
}
