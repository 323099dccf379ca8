import { join } from "node:path";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";
import { oddName, pathOfTake } from "../library/names.ts";
import { isPieceFile } from "./piece-file.ts";

export const PIECE_ENDING = ".piece.json";

/** Why it is the name of no piece; null where it is: what a take may be called a piece may. */
export function oddPieceName(name: string): string | null {
  if (!name.endsWith(PIECE_ENDING)) return `expected a name that ends in ${PIECE_ENDING}`;
  return oddName(`${name.slice(0, -PIECE_ENDING.length)}.take.ndjson`);
}

/** The path of a piece. @throws SourceError for what is not the bare name of one, such as a path. */
export function pathOfPiece(folder: string, name: string): string {
  const odd = oddPieceName(name);
  if (odd !== null) throw new SourceError(`${printable(name, 80)}: no name of a piece, ${odd}`);
  return join(folder, name);
}

/** The path of a take or a piece in the folder of takes. @throws SourceError as `pathOfTake` and `pathOfPiece` do. */
export const pathOfRecording = (folder: string, name: string): string =>
  isPieceFile(name) ? pathOfPiece(folder, name) : pathOfTake(folder, name);
