import { join } from "node:path";
import { projectRoot } from "../system/paths.ts";
import { openTake, type PoseSource } from "./take-source.ts";

/** Made by main/archive/import/make-demo.ts so that its last frame leads into its first: it needs no seam here. */
export const DEMO_TAKE = join(projectRoot, "assets", "demo.take.ndjson.gz");

/**
 * A recorded dancer who never stops, for the times without a camera: phrases of four to seven seconds, after each
 * of which she stands still for a moment, over and over.
 * @throws SourceError when the bundled take is missing or damaged.
 */
export async function openDemo(file = DEMO_TAKE): Promise<PoseSource> {
  const take = await openTake(file, () => {});
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
