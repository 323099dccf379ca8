import { readdir } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { makeFolder } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import type { FilmFile } from "./find-films.ts";

/*
 * What is known of a film before its shots are done, one file each, `films/<stem>.json` of the archive: looking for cuts
 * means to decode all of it, and is not done twice.
 */

const FOLDER = "films";
const MOST_FILMS = 100_000;
const MOST_BYTES = 1 << 24;

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1e7));
const text = v.pipe(v.string(), v.maxLength(10_000));

const RecordSchema = v.strictObject({
  format: v.literal("continuo-film"),
  version: v.literal(1),
  /** As `FilmFile` has them, when it was there last. */
  path: text,
  name: text,
  state: text,
  /** Of its takes. */
  stem: text,
  fps: v.number(),
  seconds,
  /** By which its shots were found. */
  settings: v.record(v.string(), v.unknown()),
  /** Why it could not be read to its end; null where it was. */
  fault: v.nullable(text),
  shots: v.pipe(v.array(v.strictObject({ begin: seconds, end: seconds })), v.maxLength(100_000)),
});
export type FilmRecord = Readonly<v.InferOutput<typeof RecordSchema>>;

/** Of all films. One that is damaged is as good as none: its shots are looked for again. */
export async function readFilmRecords(archive: string): Promise<readonly FilmRecord[]> {
  const folder = join(archive, FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.json$/.test(name));
  const records: FilmRecord[] = [];
  for (const name of names.sort().slice(0, MOST_FILMS)) {
    const expected = { expected: "what is known of a film", mostBytes: MOST_BYTES, Fault: SourceError };
    const found = await readJsonFile(join(folder, name), expected).catch(() => null);
    const record = v.safeParse(RecordSchema, found);
    if (record.success && `${record.output.stem}.json` === name) records.push(record.output);
  }
  return records;
}

/**
 * The record of each film, by its name: of the same path, or of the same name and state, wherever it lay then, since drives
 * have other names tomorrow. Of another state in another folder it is another film.
 */
export function recordsOf(
  films: readonly FilmFile[],
  records: readonly FilmRecord[],
): ReadonlyMap<string, FilmRecord> {
  const byPath = new Map(records.map((record) => [record.path, record]));
  const byState = new Map(records.map((record) => [`${record.state} ${record.name}`, record]));
  const found = new Map<string, FilmRecord>();
  for (const { path, name, state } of films) {
    const record = byPath.get(path) ?? byState.get(`${state} ${name}`);
    if (record) found.set(name, record);
  }
  return found;
}

/** Whole or not at all. */
export async function writeFilmRecord(
  archive: string,
  record: Omit<FilmRecord, "format" | "version">,
): Promise<FilmRecord> {
  await makeFolder(join(archive, FOLDER));
  const whole = { format: "continuo-film", version: 1, ...record } as const;
  await replaceFile(fileOfRecord(archive, record.stem), `${JSON.stringify(whole, null, 1)}\n`);
  return whole;
}

export const fileOfRecord = (archive: string, stem: string): string => join(archive, FOLDER, `${stem}.json`);
