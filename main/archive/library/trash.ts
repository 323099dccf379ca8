import { randomBytes } from "node:crypto";
import { readdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { TrashEntry } from "../../../shared/desk/library.ts";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";
import { type Move, moveTakes, TRASH, TRASH_ID } from "./journal.ts";
import { oddName } from "./names.ts";

/*
 * What is deleted lies in `trash/`, what was deleted together in a folder of its own there, named by when that was, under
 * the names that the takes had.
 */

/** Deletions that are listed: the newest. */
const MOST_LISTED = 200;

/** Takes takes out of the library. @throws SourceError where one is gone. */
export async function throwAway(folder: string, names: readonly string[], now: number): Promise<TrashEntry> {
  const stamp = new Date(now)
    .toISOString()
    .replace(/[-:]|\..*$/g, "")
    .replace("T", "-");
  const id = `${stamp}-${randomBytes(3).toString("hex")}`;
  await moveTakes(
    folder,
    names.map((name): Move => ({ from: name, to: `${TRASH}/${id}/${name}` })),
  );
  return { id, date: dateOf(id), names };
}

/**
 * Brings back what was deleted together.
 * @returns the names.
 * @throws SourceError where that is gone, or a take has one of the names by now.
 */
export async function bringBack(folder: string, id: string): Promise<readonly string[]> {
  if (!TRASH_ID.test(id)) throw new SourceError(`${printable(id, 40)}: expected the id of something deleted`);
  const names = await namesIn(folder, id);
  if (names.length === 0) throw new SourceError(`${id}: nothing is in the trash under that name any more`);
  await moveTakes(
    folder,
    names.map((name): Move => ({ from: `${TRASH}/${id}/${name}`, to: name })),
  );
  await rmdir(join(folder, TRASH, id)).catch(() => {});
  return names;
}

/** What can be brought back, the newest first. */
export async function listTrash(folder: string): Promise<readonly TrashEntry[]> {
  const ids = (await readdir(join(folder, TRASH)).catch(() => [])).filter((name) => TRASH_ID.test(name));
  const entries: TrashEntry[] = [];
  for (const id of ids.sort().reverse()) {
    if (entries.length === MOST_LISTED) break;
    const names = await namesIn(folder, id);
    if (names.length > 0) entries.push({ id, date: dateOf(id), names });
  }
  return entries;
}

const namesIn = async (folder: string, id: string): Promise<string[]> =>
  (await readdir(join(folder, TRASH, id)).catch(() => []))
    .filter((name) => oddName(name) === null)
    .sort()
    .slice(0, 10);

/** Of an id: milliseconds since 1970. */
function dateOf(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id)!;
  return Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
}
