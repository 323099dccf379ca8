import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceError } from "../../system/errors.ts";
import { readWholeFile } from "../../system/files/read-file.ts";
import type { TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";
import { type BvhFacts, convertBvh, IMPORT_FPS } from "./bvh/convert.ts";
import { decoded } from "./bvh/lines.ts";

/** What the user says about the motion; what is left out comes from the file. */
export interface ImportProvenance {
  readonly source?: string;
  readonly licence?: string;
  readonly dancer?: string;
  readonly tags: readonly string[];
}

export interface Imported {
  readonly takes: number;
  readonly seconds: number;
  /** Faults of the recording that were interpolated over, and those at which the dance was cut. */
  readonly bridged: number;
  readonly cut: number;
  /** For the user. */
  readonly notes: readonly string[];
}

/** Unpacked: ten hours of a body with all fingers. */
const MOST_BYTES = 1 << 29;
/** Size of the picture, which a take's header needs, for motion that comes without one. */
const PICTURE = { width: 1280, height: 720 };

type Kind = "bvh" | "take";

/** Name without folder and ending, as a split lists it. */
export const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.gz$/, "")
    .replace(/\.(bvh|take\.ndjson)$/i, "");

/** What kind of motion a file holds, by its name; null when it is none that can be imported. */
export function kindOf(file: string): Kind | null {
  if (/\.bvh(\.gz)?$/i.test(file)) return "bvh";
  return /\.take\.ndjson(\.gz)?$/.test(file) ? "take" : null;
}

/** Why a file cannot be imported. */
export function unknownKind(file: string): string {
  if (/\.pkl$|\.json$/i.test(file))
    return `${file}: AIST++ keypoints and OpenPose JSON are not supported yet`;
  return `${file}: not a known kind of motion, expected .bvh or .take.ndjson (or either with .gz)`;
}

/** Folder that takes are written to. */
export interface ImportTarget {
  readonly directory: string;
  /** Of the take. */
  readonly name: string;
  /** Whether they may overwrite others. */
  readonly force: boolean;
}

/**
 * Writes the motion of one file to the target, as one take or, where it had to be cut, as several.
 * @param facts what is known of a BVH file beside what it says.
 * @throws SourceError naming the file, what was found and what was expected.
 */
export async function importMotion(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
  facts: BvhFacts,
): Promise<Imported> {
  const kind = kindOf(file);
  if (kind === null) throw new SourceError(unknownKind(file));
  return kind === "bvh" ? importBvh(file, target, provenance, facts) : importTake(file, target, provenance);
}

/** @throws SourceError when another would be lost. */
function pathFor({ directory, name, force }: ImportTarget, piece = ""): string {
  const path = join(directory, `${name}${piece}.take.ndjson.gz`);
  if (!force && existsSync(path))
    throw new SourceError(`${path}: is there already; expected another --output or file name, or --force`);
  return path;
}

async function importBvh(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
  facts: BvhFacts,
): Promise<Imported> {
  const { pieces, bridged, cut, notes } = convertBvh(decoded(await readBytes(file)), file, facts);
  if (pieces.length === 0)
    throw new SourceError(`${file}: no two seconds of dance without a fault, nothing to import`);
  const { source = basename(file), licence = "", dancer = "", tags } = provenance;
  const header: TakeHeader = { fps: IMPORT_FPS, source, licence, dancer, tags, ...PICTURE };
  const paths = pieces.map((_, index) => pathFor(target, pieces.length > 1 ? `-${index + 1}` : ""));
  for (const [index, piece] of pieces.entries()) await writeTake(paths[index]!, header, piece);
  const frames = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { takes: pieces.length, seconds: frames / IMPORT_FPS, bridged, cut, notes };
}

async function importTake(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
): Promise<Imported> {
  const path = pathFor(target);
  if (resolve(path) === resolve(file))
    throw new SourceError(`${file}: would be written over by itself, expected another --output`);
  const notes: string[] = [];
  const { header, frames } = await readTake(file, { onDamage: (message) => notes.push(message) });
  const { tags, ...given } = provenance;
  let count = 0;
  async function* counted() {
    for await (const frame of frames) {
      count++;
      yield frame;
    }
  }
  const merged = { ...header, ...given, tags: [...new Set([...header.tags, ...tags])] };
  await writeTake(path, merged, counted());
  return { takes: 1, seconds: count / header.fps, bridged: 0, cut: 0, notes };
}

async function readBytes(file: string): Promise<Buffer> {
  const expected = "a file of motion";
  const data = await readWholeFile(file, { expected, mostBytes: MOST_BYTES, Fault: SourceError });
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SourceError(
      code === "ERR_BUFFER_TOO_LARGE"
        ? `${file}: unpacks to more than ${MOST_BYTES} bytes, expected ${expected}`
        : `${file}: cannot be unpacked (${message}), expected ${expected}`,
    );
  }
}
