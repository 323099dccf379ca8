import { basename } from "node:path";
import { isPieceFile } from "../archive/piece/piece-file.ts";
import { DEMO_TAKE, openDemo } from "./demo.ts";
import { sourceOf } from "./playback/open-recorded.ts";
import { readRecordedPiece } from "./playback/recorded-piece.ts";
import type { Source } from "./source.ts";
import { openTake } from "./take-source.ts";
import { openVideo } from "./video.ts";
import { isVmc } from "./vmc/vmc-source.ts";

/** Whether a source on the engine's side brings pictures; takes, pieces, the demo and suits bring poses. */
export function bringsPictures(source: string): boolean {
  return source !== "demo" && !isVmc(source) && !isPieceFile(source) && !/\.ndjson(\.gz)?$/i.test(source);
}

/**
 * The source of that name, on the engine's side: "demo", or the path of a take, a piece or a video.
 * @param once one round of the demo, which otherwise never ends.
 * @param onNote is told what is odd about the file, and does not keep it from being played.
 * @throws SourceError as the source does; ConfigError where a piece is none.
 */
export async function openSource(
  source: string,
  once: boolean,
  onNote: (line: string) => void,
): Promise<Source> {
  if (source === "demo") return once ? openTake(DEMO_TAKE, onNote) : openDemo();
  if (isPieceFile(source)) {
    const { signal } = new AbortController();
    const named = `piece ${basename(source)}`;
    return sourceOf(await readRecordedPiece(source, named, { from: 0, to: null }, signal, onNote));
  }
  return bringsPictures(source) ? openVideo(source, { onNote }) : openTake(source, onNote);
}
