import type { ImageFrame } from "../../../shared/pose.ts";
import type { Source } from "../../inputs/source.ts";
import { openVideo } from "../../inputs/video.ts";
import { type JobContext, step } from "../../system/job.ts";

/** Further frames are left out: they would measure the same. */
const LONGEST_CLIP = 600;

/** A video's frames decoded into memory, so that decoding does not count. */
export interface VideoClip {
  readonly description: string;
  readonly frames: readonly ImageFrame[];
}

/** @throws SourceError when the file is no video, or is damaged. */
export async function decodeClip(file: string, context: JobContext): Promise<VideoClip> {
  const video = await openVideo(file);
  const frames: ImageFrame[] = [];
  try {
    for await (const frame of video.frames()) {
      frames.push(frame);
      await step(context, { phase: "decoding", unit: "frame", done: frames.length, total: video.length });
      if (frames.length === LONGEST_CLIP) break;
    }
  } finally {
    await video.close();
  }
  return { description: video.description, frames };
}

/** The clip as a source, without decoding. */
export function clipSource({ description, frames }: VideoClip): Source {
  return {
    description,
    fps: 30,
    length: frames.length,
    async *frames() {
      yield* frames;
    },
    close: async () => {},
  };
}
