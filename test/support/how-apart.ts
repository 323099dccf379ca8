import { bodyDistance, type Clip, ROW, rowAt } from "../../main/motion/clip.ts";
import { toLocal } from "../../main/motion/heading.ts";

/** Each frame of a dance as it looks from its own heading. */
export function facingForward(clip: Clip): Clip {
  const values = new Float32Array(clip.values.length);
  for (let frame = 0; frame < clip.frames; frame++)
    toLocal(rowAt(clip, frame), rowAt(clip, frame), values, frame * ROW);
  return { frames: clip.frames, values };
}

/** Mean distance of the joints of two dances of one length, frame by frame, metres. */
export function apart(a: Clip, b: Clip): number {
  let sum = 0;
  for (let frame = 0; frame < a.frames; frame++) sum += bodyDistance(rowAt(a, frame), rowAt(b, frame));
  return sum / a.frames;
}
