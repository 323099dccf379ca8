import type { Seconds } from "../../shared/pose.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { Resampler } from "../motion/resampler.ts";
import { openDemo } from "./demo.ts";

/** Shorter than the demo's first phrase, so that it ends in the middle of a movement. */
const LENGTH: Seconds = 4;

/**
 * The beginning of the demo at `fps`: what a partner goes on from who has nobody to dance with.
 * @throws SourceError when the bundled take is missing or damaged.
 */
export async function demoPhrase(fps: number): Promise<readonly MotionFrame[]> {
  const demo = await openDemo();
  const completion = new Completion();
  const resampler = new Resampler(fps);
  const phrase: MotionFrame[] = [];
  for await (const { t, width, height, people } of demo.frames()) {
    if (t > LENGTH) break;
    const motion = people[0] && completion.complete(people[0], width / height);
    if (motion) phrase.push(...resampler.push(t, motion).frames.map(({ frame }) => frame));
  }
  return phrase;
}
