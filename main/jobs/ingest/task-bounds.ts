import { realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { ShotTask } from "../../archive/ingest/shot.ts";
import { OUTCOMES } from "../../archive/ingest/shot-files.ts";
import { WrongMachine } from "../../queue/serve.ts";
import { ConfigError, UserError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";

/** The folders that tasks may name things in, as the disk knows them. @throws ConfigError */
export function placesOf(folders: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const place = await placeOf(folder);
      if (place === null)
        throw new ConfigError(`--within is ${printable(folder)}, expected a folder that is there`);
      return place;
    }),
  );
}

/**
 * Whoever can write to the queue could name any file of this machine. A task is done only where its archive is one, made
 * by `ingest`, and where archive and film lie in one of these places.
 * @param places anywhere where there are none.
 * @throws WrongMachine where another machine may see what it names; UserError
 */
export async function checkTask({ film, archive }: ShotTask, places: readonly string[]): Promise<void> {
  if (!isAbsolute(film) || !isAbsolute(archive))
    throw new UserError(`${shown(film)} to ${shown(archive)}: expected absolute paths`);
  const folders = [archive, join(archive, OUTCOMES), dirname(film)];
  const found: string[] = [];
  for (const folder of folders) {
    const place = await placeOf(folder);
    if (place === null)
      throw new WrongMachine(
        `${shown(folder)} is not seen from here; expected films and archive by the same path on every machine`,
      );
    found.push(place);
  }
  // A film that is gone from its folder is gone for everybody.
  const file = await realpath(film).catch(() => null);
  if (file === null || !(await stat(file)).isFile())
    throw new UserError(`${shown(film)}: found no such film; expected it where it was when it was queued`);
  const outside = [...found, file].find((path) => !places.some((place) => isWithin(path, place)));
  if (places.length > 0 && outside !== undefined)
    throw new WrongMachine(
      `${shown(outside)} is not within ${places.map(shown).join(" or ")}, and left to others`,
    );
}

/** The folder behind all links; null where there is none. */
async function placeOf(folder: string): Promise<string | null> {
  try {
    const place = await realpath(folder);
    return (await stat(place)).isDirectory() ? place : null;
  } catch {
    return null;
  }
}

function isWithin(path: string, place: string): boolean {
  const way = relative(place, path);
  return way === "" || !(way.split(sep)[0] === ".." || isAbsolute(way));
}

const shown = (path: string): string => printable(path, 300);
