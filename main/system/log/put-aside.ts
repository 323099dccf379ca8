import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { stamp } from "./stamp.ts";

/** No more files than this are kept, whatever their age. */
const MOST_FILES = 20;
const DAY_MS = 86_400_000;
const ASIDE = /^-(\d{4})(\d\d)(\d\d)-\d{6}(-\d+)?$/;

/**
 * Renames a log file to one with the time in its name, and deletes those of them that are too old or too many. It never
 * takes the place of another.
 * @param days how long they are kept
 * @returns why it could not be renamed; null where it was
 */
export async function putAside(file: string, now: Date, days: number): Promise<Error | null> {
  const ending = extname(file);
  const stem = basename(file, ending);
  try {
    const names = await readdir(dirname(file));
    const aside = `${stem}-${stamp(now).replaceAll(/[-:]/g, "").replace(" ", "-")}`;
    let renamed = aside + ending;
    for (let number = 2; names.includes(renamed); number++) renamed = `${aside}-${number}${ending}`;
    await rename(file, join(dirname(file), renamed));
    const old = [...names, renamed]
      .filter(
        (each) => each.startsWith(stem) && each.endsWith(ending) && writtenOn(each, stem, ending) !== null,
      )
      .sort()
      .reverse();
    const isDue = (each: string, index: number) =>
      index >= MOST_FILES || now.getTime() - writtenOn(each, stem, ending)! > days * DAY_MS;
    for (const each of old.filter(isDue)) await rm(join(dirname(file), each), { force: true });
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** The day in the name of a file that was put aside, milliseconds since 1970; null for any other file. */
function writtenOn(name: string, stem: string, ending: string): number | null {
  const [, year, month, day] = ASIDE.exec(name.slice(stem.length, name.length - ending.length)) ?? [];
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}
