import type { Seconds } from "../../../../shared/pose.ts";
import { type Clip, ROOT_AT, ROW } from "../../../motion/clip.ts";

/** Of a joint that stays put on the body for longer it is believed. */
const LONGEST: Seconds = 0.5;
/** Who is seen by a camera never stays put to this, metres. */
const PUT = 2e-4;

/**
 * A dance without what stands in for joints that were not seen: completion.ts keeps them where they were, which would look
 * late. They go straight from where they were last seen to where they are seen next.
 */
export function withoutHeld(clip: Clip, fps: number): Clip {
  const values = clip.values.slice();
  const longest = LONGEST * fps;
  for (let joint = 0; joint < ROOT_AT; joint += 3) {
    const isPut = (frame: number) =>
      [0, 1, 2].every((axis) => {
        const at = frame * ROW + joint + axis;
        return Math.abs(clip.values[at]! - clip.values[at - ROW]!) < PUT;
      });
    for (let frame = 1, from = 0; frame <= clip.frames; frame++) {
      if (frame < clip.frames && isPut(frame)) continue;
      if (frame - from > 1 && frame - from <= longest && frame < clip.frames)
        bridge(values, joint, from, frame);
      from = frame;
    }
  }
  return { frames: clip.frames, values };
}

function bridge(values: Float32Array, joint: number, from: number, to: number): void {
  for (let frame = from + 1; frame < to; frame++)
    for (let axis = 0; axis < 3; axis++) {
      const value = (at: number) => values[at * ROW + joint + axis]!;
      values[frame * ROW + joint + axis] =
        value(from) + ((frame - from) / (to - from)) * (value(to) - value(from));
    }
}
