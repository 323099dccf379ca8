import { createHash } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readWholeFile } from "../../system/files/read-file.ts";
import { temporary } from "./journal.ts";
import type { ReadEntry } from "./read-entry.ts";

/*
 * What was read of takes, kept beside them so that it need not be read again: a line with version and checksum, then one
 * line of entries. It is a cache and no more: an entry counts only for a file that is still as it was when it was read,
 * and an index that is damaged, or of another version, counts for nothing.
 */

const INDEX = ".continuo-index";
const VERSION = 1;
/** Bytes: of a hundred thousand takes. */
const MOST_BYTES = 1 << 28;

const n = v.pipe(v.number(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(3000));
const EntrySchema = v.strictObject({
  dancer: text,
  tags: v.pipe(v.array(text), v.maxLength(100)),
  note: text,
  source: text,
  seconds: n,
  frames: n,
  people: n,
  strip: text,
  fault: v.nullable(text),
});
const HeadSchema = v.strictObject({
  format: v.literal("continuo-library-index"),
  version: v.literal(VERSION),
  sha256: v.string(),
});
const EntriesSchema = v.array(v.strictTuple([v.string(), EntrySchema]));

/** What was read, by `keyOf` the file that it was read from. */
export type Remembered = ReadonlyMap<string, ReadEntry>;

/** Empty where there is no index that can be trusted. */
export async function loadIndex(folder: string): Promise<Remembered> {
  const file = join(folder, INDEX);
  try {
    const bytes = await readWholeFile(file, {
      expected: "an index",
      mostBytes: MOST_BYTES,
      Fault: SourceError,
    });
    const end = bytes.indexOf("\n");
    const head = v.parse(HeadSchema, JSON.parse(bytes.toString("utf8", 0, end)));
    const entries = bytes.subarray(end + 1);
    if (head.sha256 !== sum(entries)) return new Map();
    return new Map(v.parse(EntriesSchema, JSON.parse(entries.toString("utf8"))));
  } catch {
    return new Map();
  }
}

/** Whole or not at all. Never throws: without it the takes are read again. */
export async function saveIndex(folder: string, remembered: Remembered): Promise<void> {
  const part = temporary(folder);
  try {
    const entries = JSON.stringify([...remembered]);
    const head = JSON.stringify({ format: "continuo-library-index", version: VERSION, sha256: sum(entries) });
    await writeFile(part, `${head}\n${entries}`, { flag: "wx", mode: 0o600 });
    await rename(part, join(folder, INDEX));
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}

const sum = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
