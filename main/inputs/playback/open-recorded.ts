import { isPieceFile } from "../../archive/piece/piece-file.ts";
import type { PoseSource } from "../take-source.ts";
import type { Recorded } from "./recorded.ts";
import { readRecordedPiece } from "./recorded-piece.ts";
import { readRecordedTake, type Stretch } from "./recorded-take.ts";

/** @throws UserError as the readers of takes and pieces do; the signal's reason. */
export function openRecorded(
  file: string,
  name: string,
  stretch: Stretch,
  signal: AbortSignal,
  onNote: (line: string) => void,
): Promise<Recorded> {
  return isPieceFile(file)
    ? readRecordedPiece(file, `piece ${name}`, stretch, signal, onNote)
    : readRecordedTake(file, `take ${name}`, stretch, signal);
}

/** The same as a source, from beginning to end; each time it is played is cut from the time before. */
export function sourceOf({ description, fps, begin, end, at, music }: Recorded): PoseSource {
  const length = Math.floor((end - begin) * fps + 1e-6) + 1;
  let rounds = 0;
  return {
    description: `${description} (${length} frames, ${fps} fps)`,
    ...{ fps, length },
    music: music && { ...music, begin: music.begin + begin },
    async *frames() {
      const cuts = rounds++;
      for (let index = 0; index < length; index++) {
        const frame = { ...at(begin + index / fps, false), t: index / fps };
        yield cuts === 0 ? frame : { ...frame, cuts };
      }
    },
    async close() {},
  };
}
