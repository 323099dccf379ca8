import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Piece } from "../../../shared/piece/piece.ts";
import { ConfigError } from "../../system/errors.ts";
import { jsonFrom } from "../../system/files/json.ts";
import { type ExpectedFile, readWholeFile } from "../../system/files/read-file.ts";
import type { JobContext } from "../../system/job.ts";
import { parsePiece } from "./format.ts";
import { keptJoin } from "./joins.ts";
import { type RenderedPiece, renderPiece } from "./render-piece.ts";

/** Bytes: some thousand clips and marks with long notes. */
export const MOST_BYTES = 4_000_000;

const PIECE_FILE: ExpectedFile = {
  expected: "a piece",
  mostBytes: MOST_BYTES,
  Fault: ConfigError,
};

export const isPieceFile = (file: string): boolean => /\.piece\.json$/i.test(file);

/** A piece as it is on the disk. */
export interface KeptPiece {
  readonly piece: Piece;
  /** Another one for another content. */
  readonly revision: string;
}

/** @throws ConfigError naming the file, what was found and what was expected. */
export async function readPiece(file: string): Promise<KeptPiece> {
  const bytes = await readWholeFile(file, PIECE_FILE);
  const found = jsonFrom(bytes.toString("utf8"), file, PIECE_FILE);
  return { piece: parsePiece(found, file), revision: revisionOf(bytes) };
}

export const revisionOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex").slice(0, 16);

/**
 * A piece's file as frames, with the takes and the danced joins that lie beside it; no generator is needed.
 * @throws UserError naming the file that is not as it should be; the signal's reason when the work is to stop.
 */
export async function renderPieceFile(file: string, context: JobContext): Promise<RenderedPiece> {
  const { piece } = await readPiece(file);
  return renderIn(dirname(file), piece, context);
}

/** The same of a piece that is not on the disk; its takes are in that folder. */
export const renderIn = (folder: string, piece: Piece, context: JobContext): Promise<RenderedPiece> =>
  renderPiece(
    piece,
    { fileOf: (take) => join(folder, take), wayOf: (task) => keptJoin(folder, task) },
    context,
  );
