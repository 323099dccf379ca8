import { clamp } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { MotionFrame } from "./motion-frame.ts";
import { mixPoints } from "./vectors.ts";

/** A frame and its time. */
export interface TimedFrame {
  readonly t: Seconds;
  readonly frame: MotionFrame;
}

/**
 * Linear interpolation: `share` 0 is `a`, 1 is `b`. Between very different poses the bones come out a little shorter.
 */
export function mixFrames(a: MotionFrame, b: MotionFrame, share: number): MotionFrame {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return {
    body: a.body.map((point, joint) => mixPoints(point, b.body[joint]!, share)),
    root: mixPoints(a.root, b.root, share),
    inferred: [...(a.inferred ?? []), ...(b.inferred ?? [])],
  };
}

/** The body at `t`, on frames in the order of time, at least one: the first before, the last after them. */
export function frameAt(frames: readonly TimedFrame[], t: Seconds): MotionFrame {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (frames[middle]!.t <= t) low = middle;
    else high = middle - 1;
  }
  const [before, after] = [frames[low]!, frames[low + 1]];
  return after ? mixFrames(before.frame, after.frame, (t - before.t) / (after.t - before.t)) : before.frame;
}

/** The same on evenly spaced frames: 1.5 is halfway between the second and the third. */
export function frameAtIndex(frames: readonly MotionFrame[], index: number): MotionFrame {
  const held = clamp(index, 0, frames.length - 1);
  const low = Math.floor(held);
  const next = frames[low + 1];
  return next ? mixFrames(frames[low]!, next, held - low) : frames[low]!;
}
