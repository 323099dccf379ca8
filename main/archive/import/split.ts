import { dirname, posix, relative, resolve, sep } from "node:path";
import * as v from "valibot";
import type { Seconds } from "../../../shared/pose.ts";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { nameOf } from "./kinds.ts";

const seconds = v.pipe(v.number(), v.minValue(0));
/** What is known of each file of a folder of motion. Other keys are for people. */
const SplitFile = v.object({
  clips: v.array(
    v.object({
      /** Place under the folder, with "/" between its parts. */
      file: v.pipe(v.string(), v.minLength(1)),
      fps: v.pipe(v.number(), v.gtValue(0)),
      /** First and last second of dancing. */
      active: v.tuple([seconds, seconds]),
      style: v.pipe(v.string(), v.minLength(1)),
      /** Made by an animator's hand, not recorded. */
      key_framed: v.boolean(),
      part: v.picklist(["train", "validation"]),
    }),
  ),
});

const SPLIT_FILE = { expected: "a JSON file of a split", mostBytes: 1 << 24, Fault: SourceError };

export interface SplitEntry {
  readonly file: string;
  readonly part: "train" | "validation";
  readonly fps: number;
  readonly active: readonly [Seconds, Seconds];
  readonly style: string;
  readonly isKeyFramed: boolean;
}

/** Division of a folder of motion into training and validation files, in the order of its own file. */
export interface ArchiveSplit {
  readonly path: string;
  readonly entries: readonly SplitEntry[];
}

/** @throws SourceError naming the file and what is wrong in it. */
export async function readSplit(path: string): Promise<ArchiveSplit> {
  const result = v.safeParse(SplitFile, await readJsonFile(path, SPLIT_FILE));
  if (!result.success) {
    const [{ received, expected, ...issue }] = result.issues;
    const where = v.getDotPath(issue as never) ?? "it";
    throw new SourceError(
      received === "undefined"
        ? `${path}: ${where} is missing, expected clips, each with file, fps, active, style, key_framed and part`
        : `${path}: ${where} is ${received}, expected ${expected}`,
    );
  }
  const files = new Set<string>();
  const entries = result.output.clips.map(({ key_framed: isKeyFramed, file, ...entry }): SplitEntry => {
    const [from, to] = entry.active;
    if (from >= to)
      throw new SourceError(
        `${path}: ${file} is active from ${from} to ${to} s, expected a beginning before the end`,
      );
    const place = posix.normalize(file);
    if (files.has(place)) throw new SourceError(`${path}: ${file} is listed twice, expected once`);
    files.add(place);
    return { ...entry, file: place, isKeyFramed };
  });
  return { path, entries };
}

/**
 * The entry of each file that has one: by its place under the split's folder or under `folder`, else by its name.
 * @param files those of `folder`.
 */
export function entriesOf(
  { path, entries }: ArchiveSplit,
  files: readonly string[],
  folder: string,
): ReadonlyMap<string, SplitEntry> {
  const found = new Map<string, SplitEntry>();
  const match = (keyOfEntry: (entry: SplitEntry) => string, keyOf: (file: string) => string) => {
    const taken = new Set(found.values());
    const left = new Map(
      entries.filter((entry) => !taken.has(entry)).map((entry) => [keyOfEntry(entry), entry]),
    );
    for (const file of files) {
      const key = keyOf(file);
      const entry = left.get(key);
      if (found.has(file) || entry === undefined) continue;
      found.set(file, entry);
      left.delete(key);
    }
  };
  const place = ({ file }: SplitEntry) => file;
  match(place, (file) => placeIn(dirname(path), file));
  match(place, (file) => placeIn(folder, file));
  match(({ file }) => nameOf(file), nameOf);
  return found;
}

/** The entries whose files have to be in a folder: those that lie in it beside the split, or else all. */
export function expectedIn({ path, entries }: ArchiveSplit, folder: string): readonly SplitEntry[] {
  const inside = entries.filter(({ file }) => {
    const place = placeIn(folder, resolve(dirname(path), file));
    return place !== ".." && !place.startsWith("../");
  });
  return inside.length > 0 ? inside : entries;
}

const placeIn = (folder: string, file: string): string => relative(folder, file).split(sep).join("/");
