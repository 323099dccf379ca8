import { join } from "node:path";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";
import { oddName, pathOfTake } from "../library/names.ts";
import { isPieceFile } from "./piece-file.ts";

/**
 * The path of a take or a piece in the folder of takes.
 * @throws SourceError for what is not the bare name of one, such as a path.
 */
export function pathOfRecording(folder: string, name: string): string {
  if (!isPieceFile(name)) return pathOfTake(folder, name);
  // What a take may be called a piece may.
  const odd = oddName(name.replace(/\.piece\.json$/i, ".take.ndjson"));
  if (odd !== null) throw new SourceError(`${printable(name, 80)}: no name of a piece`);
  return join(folder, name);
}
