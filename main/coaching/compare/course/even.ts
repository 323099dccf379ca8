import type { Seconds } from "../../../../shared/pose.ts";
import { type Clip, ROW } from "../../../motion/clip.ts";
import type { Danced } from "../comparison.ts";

/** Half width of the kernel in standard deviations. */
const REACH = 3;

/**
 * A dance at another rate, each frame a weighted mean of those around it (Gaussian kernel; Nadaraya and Watson 1964): two
 * dances at the same rate and of the same kernel are equally smooth, whatever cameras saw them.
 * @param deviation of the kernel, seconds of the result; raised to a frame of the dance where that is longer
 * @param speed seconds of the result in a second of the dance
 * @returns floor((frames - 1) / fps * speed * rate) + 1 frames, the first at the dance's first
 */
export function evenly({ clip, fps }: Danced, rate: number, deviation: Seconds, speed = 1): Clip {
  const perFrame = fps / speed / rate;
  const frames = Math.floor((clip.frames - 1) / perFrame + 1e-6) + 1;
  const width = Math.max((deviation * fps) / speed, 0.75);
  const values = new Float32Array(frames * ROW);
  for (let frame = 0; frame < frames; frame++) {
    const centre = frame * perFrame;
    const [from, to] = [Math.ceil(centre - REACH * width), Math.floor(centre + REACH * width)];
    const out = values.subarray(frame * ROW, (frame + 1) * ROW);
    let total = 0;
    for (let near = Math.max(0, from); near <= Math.min(clip.frames - 1, to); near++) {
      const weight = Math.exp(-0.5 * ((near - centre) / width) ** 2);
      total += weight;
      for (let k = 0; k < ROW; k++) out[k]! += weight * clip.values[near * ROW + k]!;
    }
    for (let k = 0; k < ROW; k++) out[k]! /= total;
  }
  return { frames, values };
}
