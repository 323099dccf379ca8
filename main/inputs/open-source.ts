import { DEMO_TAKE, openDemo } from "./demo.ts";
import type { Source } from "./source.ts";
import { openTake } from "./take-source.ts";
import { openVideo } from "./video.ts";

/** Whether a source on the engine's side brings pictures; takes and the demo bring poses. */
export function bringsPictures(source: string): boolean {
  return source !== "demo" && !/\.ndjson(\.gz)?$/i.test(source);
}

/**
 * The source of that name, on the engine's side: "demo", or the path of a take or a video.
 * @param once one round of the demo, which otherwise never ends.
 * @param onNote is told what is odd about the file, and does not keep it from being played.
 * @throws SourceError as the source does.
 */
export function openSource(source: string, once: boolean, onNote: (line: string) => void): Promise<Source> {
  if (source === "demo") return once ? openTake(DEMO_TAKE, onNote) : openDemo();
  return bringsPictures(source) ? openVideo(source, { onNote }) : openTake(source, onNote);
}
