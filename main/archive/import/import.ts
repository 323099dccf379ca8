import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { SourceError } from "../../system/errors.ts";
import { ANY_PICTURE, type TakeFrame, type TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";
import { trackFrom } from "../track-path.ts";
import { type BvhFacts, convertBvh } from "./bvh/convert.ts";
import { decoded } from "./bvh/lines.ts";
import { type KeypointOptions, type ReadKeypoints, readKeypoints } from "./keypoints/read-keypoints.ts";
import { kindOf, unknownKind } from "./kinds.ts";
import { readCsv } from "./read-csv.ts";
import { readUnpacked } from "./read-unpacked.ts";

/** What the user says about the motion; what is left out comes from the file. */
export interface ImportProvenance {
  readonly source?: string;
  readonly licence?: string;
  readonly dancer?: string;
  readonly tags: readonly string[];
  /** Of the take. */
  readonly note?: string;
  /** File of what was played, from the first frame of the file on. */
  readonly track?: string;
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
const MOTION = { expected: "a file of motion", mostBytes: 1 << 29 };

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
 * @param facts what is known of the motion beside what its file says.
 * @throws SourceError naming the file, what was found and what was expected.
 */
export async function importMotion(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
  facts: BvhFacts & KeypointOptions,
): Promise<Imported> {
  switch (kindOf(file)) {
    case "bvh":
      return importBvh(file, target, provenance, facts);
    case "take":
      return importTake(file, target, provenance, facts);
    case "csv":
      return importFrames(file, target, provenance, facts, await csvTake(file, facts));
    case "json":
    case "arrays":
    case "frames":
      return importFrames(file, target, provenance, facts, await readKeypoints(file, facts));
    case null:
      throw new SourceError(unknownKind(file));
  }
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
  const { fps, pieces, bridged, cut, notes } = convertBvh(
    decoded(await readUnpacked(file, MOTION)),
    file,
    facts,
  );
  if (pieces.length === 0)
    throw new SourceError(`${file}: no two seconds of dance without a fault, nothing to import`);
  const { source = basename(file), licence = "", dancer = "", tags } = provenance;
  const header: TakeHeader = { fps, source, licence, dancer, tags, ...ANY_PICTURE };
  const paths = pieces.map((_, index) => pathFor(target, pieces.length > 1 ? `-${index + 1}` : ""));
  for (const [index, piece] of pieces.entries()) await writeTake(paths[index]!, header, piece);
  const frames = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { takes: pieces.length, seconds: frames / fps, bridged, cut, notes };
}

async function importTake(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
  { active }: BvhFacts,
): Promise<Imported> {
  const path = pathFor(target);
  if (resolve(path) === resolve(file))
    throw new SourceError(`${file}: would be written over by itself, expected another --output`);
  const notes: string[] = [];
  const { header, frames } = await readTake(file, { onDamage: (message) => notes.push(message) });
  const { tags, ...given } = provenance;
  let count = 0;
  async function* counted() {
    for await (const frame of during(active, frames)) {
      count++;
      yield frame;
    }
    if (count === 0) throw new SourceError(`${file}: no frames in it, nothing to import`);
  }
  const music = header.music && trackFrom(file, path, header.music, active?.[0]);
  const merged = { ...header, ...given, tags: [...new Set([...header.tags, ...tags])], music };
  await writeTake(path, merged, counted());
  return { takes: 1, seconds: count / header.fps, bridged: 0, cut: 0, notes };
}

const csvTake = async (file: string, facts: KeypointOptions): Promise<ReadKeypoints> => ({
  takes: [{ suffix: "", ...(await readCsv(file, facts)) }],
  notes: [],
});

async function importFrames(
  file: string,
  target: ImportTarget,
  provenance: ImportProvenance,
  { active }: BvhFacts,
  { takes, notes, ...about }: ReadKeypoints,
): Promise<Imported> {
  const { track, ...given } = provenance;
  const words = { source: basename(resolve(file)), licence: "", dancer: "", ...about, ...given };
  const paths = takes.map(({ suffix }) => pathFor(target, suffix));
  let seconds = 0;
  for (const [index, { fps, width, height, frames: all }] of takes.entries()) {
    const frames = await Array.fromAsync(during(active, all));
    if (frames.length === 0) throw new SourceError(`${file}: no frames in it, nothing to import`);
    const begin = active === null ? 0 : all.find(({ t }) => t >= active[0])!.t;
    const music = track && trackFrom(track, paths[index]!, { file: basename(track), begin });
    await writeTake(paths[index]!, { fps, width, height, ...words, ...(music && { music }) }, frames);
    seconds += frames.length / fps;
  }
  const named = notes.map((note) => `${file}: ${note}`);
  return { takes: takes.length, seconds, bridged: 0, cut: 0, notes: named };
}

/** The frames of the active span, from whose first one time counts. */
async function* during(
  active: BvhFacts["active"],
  frames: Iterable<TakeFrame> | AsyncIterable<TakeFrame>,
): AsyncGenerator<TakeFrame> {
  if (active === null) return yield* frames;
  let begun: number | null = null;
  for await (const { t, people } of frames) {
    if (t < active[0] || t > active[1]) continue;
    begun ??= t;
    yield { t: t - begun, people };
  }
}
