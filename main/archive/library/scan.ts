import { type BigIntStats, lstatSync } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { printable } from "../../system/log/printable.ts";
import { isTemporary } from "./journal.ts";
import { hasTakeEnding, oddName } from "./names.ts";

/** A take that lies in the folder. */
export interface FoundTake {
  readonly name: string;
  /** Of the file and its content: the same key, the same dance, whatever it is called. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly bytes: number;
}

export interface Scan {
  readonly takes: readonly FoundTake[];
  /** Lines about what has the ending of a take and is none that can be listed. */
  readonly skipped: readonly string[];
}

/** More takes are no library of a machine's own. */
const MOST_TAKES = 100_000;
const MOST_LINES = 20;
/** Looked at in one go, some milliseconds. */
const AT_A_TIME = 500;
/** Milliseconds after which what nobody goes on writing was left by a program that died. */
const LEFT_MS = 600_000;

/**
 * What lies in a folder of takes; a folder that is not there has none. Clears away what programs that died left
 * half written.
 * @param now milliseconds since 1970.
 * @throws Error of the system.
 */
export async function scanTakes(folder: string, now: number): Promise<Scan> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const takes: FoundTake[] = [];
  const lines: string[] = [];
  const candidates = names.filter(hasTakeEnding);
  for (const [index, name] of candidates.slice(0, MOST_TAKES).entries()) {
    if (index % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    const odd = oddName(name);
    // Not one of the threads that write recordings: this is done by one of the library's own.
    const stats =
      odd === null ? lstatSync(join(folder, name), { bigint: true, throwIfNoEntry: false }) : null;
    if (stats?.isFile()) takes.push(found(name, stats));
    else if (odd !== null) lines.push(`${printable(name, 80)}: left out, ${odd}`);
    else if (stats?.isSymbolicLink()) lines.push(`${name}: left out, a link, expected a file`);
    else if (stats) lines.push(`${name}: left out, expected a file`);
  }
  if (candidates.length > MOST_TAKES)
    lines.unshift(`${candidates.length} takes, of which ${MOST_TAKES} are listed: expected folders of fewer`);
  for (const name of names.filter(isTemporary)) await clear(join(folder, name), now);
  const more = lines.length - MOST_LINES;
  return { takes, skipped: more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines };
}

/** Whether any take lies in a folder; none does in one that is not there. */
export const holdsTakes = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).some(hasTakeEnding);

/** With when it was changed last in any way: its date can be set, and was, where its header was edited. */
export const keyOf = ({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string =>
  [size, mtimeNs, ctimeNs, ino].join(":");

export const found = (name: string, stats: BigIntStats): FoundTake => ({
  ...{ name, key: keyOf(stats), date: Number(stats.mtimeMs), bytes: Number(stats.size) },
});

async function clear(file: string, now: number): Promise<void> {
  // When it was written last, whatever date it was given.
  const stats = await lstat(file).catch(() => null);
  if (stats?.isFile() && now - stats.ctimeMs > LEFT_MS) await rm(file, { force: true }).catch(() => {});
}
