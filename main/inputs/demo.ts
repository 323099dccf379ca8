import { join } from "node:path";
import type { Seconds } from "../../shared/pose.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { Resampler } from "../motion/resampler.ts";
import { projectRoot } from "../system/files/paths.ts";
import { openTake, type PoseSource } from "./take-source.ts";

/** Made by main/archive/import/make-demo.ts so that its last frame leads into its first: it can go round for ever. */
export const DEMO_TAKE = join(projectRoot, "assets", "demo.take.ndjson.gz");
/** Length of `demoPhrase`. The demo's first phrase is longer, so this one ends in the middle of a movement. */
const PHRASE: Seconds = 4;

/**
 * A recorded dancer who never stops, for times without a camera: phrases of four to seven seconds with a moment of
 * stillness after each.
 * @throws SourceError when the bundled take is missing or damaged.
 */
export async function openDemo(): Promise<PoseSource> {
  const take = await openTake(DEMO_TAKE, () => {});
  const round = (take.length ?? 0) / take.fps;
  return {
    ...take,
    description: "demo",
    length: null,
    async *frames() {
      for (let begin = 0; ; begin += round) {
        for await (const frame of take.frames()) yield { ...frame, t: begin + frame.t };
      }
    },
  };
}

/**
 * The beginning of the demo at `fps`: what a partner continues while it has no dancer.
 * @throws SourceError when the bundled take is missing or damaged.
 */
export async function demoPhrase(fps: number): Promise<readonly MotionFrame[]> {
  const demo = await openDemo();
  const completion = new Completion();
  const resampler = new Resampler(fps);
  const phrase: MotionFrame[] = [];
  for await (const { t, width, height, people } of demo.frames()) {
    if (t > PHRASE) break;
    const motion = people[0] && completion.complete(people[0], width / height);
    if (motion) phrase.push(...resampler.push(t, motion).frames.map(({ frame }) => frame));
  }
  return phrase;
}
