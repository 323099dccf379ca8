import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceError } from "../../system/errors.ts";
import type { TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";
import { type BvhDance, IMPORT_FPS, motionOfBvh } from "./bvh/convert.ts";

/** What a person says about the motion; what she leaves out comes from the file. */
export interface ImportProvenance {
  readonly source?: string;
  readonly licence?: string;
  readonly dancer?: string;
  readonly tags: readonly string[];
}

export interface Imported {
  readonly takes: number;
  readonly seconds: number;
  /** Moments in which the recording was at fault: glided over, or the dance cut there. */
  readonly bridged: number;
  readonly cut: number;
  /** What a person should know. */
  readonly notes: readonly string[];
}

/** Bytes, unpacked: ten hours of a body with all fingers. Larger is no dance. */
const LARGEST = 1 << 29;
/** The picture in which imported motion is shown: it has none of its own. */
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

/** Where takes go. */
export interface Target {
  readonly directory: string;
  /** Whether they may take the place of others. */
  readonly force: boolean;
}

/**
 * Writes the motion of one file to the target, as one take or, where it had to be cut, as several.
 * @param fps the true frame rate of a BVH file; null believes its header.
 * @throws SourceError naming the file, what was found and what was expected.
 */
export async function importMotion(
  file: string,
  target: Target,
  provenance: ImportProvenance,
  fps: number | null,
): Promise<Imported> {
  const kind = kindOf(file);
  if (kind === null) throw new SourceError(unknownKind(file));
  return kind === "bvh" ? importBvh(file, target, provenance, fps) : importTake(file, target, provenance);
}

/** The path of a take to be written. @throws SourceError when another would be lost. */
function placeOf(name: string, { directory, force }: Target): string {
  const place = join(directory, `${name}.take.ndjson.gz`);
  if (!force && existsSync(place))
    throw new SourceError(`${place}: is there already; expected another --output or file name, or --force`);
  return place;
}

async function importBvh(
  file: string,
  target: Target,
  provenance: ImportProvenance,
  fps: number | null,
): Promise<Imported> {
  const { pieces, bridged, cut, headless }: BvhDance = motionOfBvh(await readText(file), file, fps);
  if (pieces.length === 0)
    throw new SourceError(`${file}: no two seconds of dance without a fault, nothing to import`);
  const { source = basename(file), licence = "", dancer = "", tags } = provenance;
  const header: TakeHeader = { fps: IMPORT_FPS, source, licence, dancer, tags, ...PICTURE };
  const places = pieces.map((_, index) =>
    placeOf(nameOf(file) + (pieces.length > 1 ? `-${index + 1}` : ""), target),
  );
  for (const [index, piece] of pieces.entries()) await writeTake(places[index]!, header, piece);
  const notes: string[] = [];
  if (headless > 0) {
    const share = `${Math.ceil(headless * 100)} % of the frames`;
    notes.push(`${file}: the head is impossibly turned in ${share}, and follows the neck there`);
  }
  const frames = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { takes: pieces.length, seconds: frames / IMPORT_FPS, bridged, cut, notes };
}

async function importTake(file: string, target: Target, provenance: ImportProvenance): Promise<Imported> {
  const place = placeOf(nameOf(file), target);
  if (resolve(place) === resolve(file))
    throw new SourceError(`${file}: would be written over by itself, expected another --output`);
  const notes: string[] = [];
  const { header, frames } = await readTake(file, { onDamage: (message) => notes.push(message) });
  const { tags, ...said } = provenance;
  let count = 0;
  async function* counted() {
    for await (const frame of frames) {
      count++;
      yield frame;
    }
  }
  const merged = { ...header, ...said, tags: [...new Set([...header.tags, ...tags])] };
  await writeTake(place, merged, counted());
  return { takes: 1, seconds: count / header.fps, bridged: 0, cut: 0, notes };
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new Error(`${size} bytes, expected at most ${LARGEST}`);
    const data = await readFile(file);
    const isGzip = data[0] === 0x1f && data[1] === 0x8b;
    return (isGzip ? gunzipSync(data, { maxOutputLength: LARGEST }) : data).toString("latin1");
  } catch (error) {
    throw new SourceError(`${file}: cannot be read (${(error as Error).message})`);
  }
}
