import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";

/** A film in a folder of films. */
export interface FilmFile {
  readonly path: string;
  /** From the folder on, with `/`, composed as most systems write letters with accents. */
  readonly name: string;
  /** Its size in bytes and when it was changed, in milliseconds since 1970: another state is another film. */
  readonly state: string;
}

/** A table beside the films that says who dances in them. */
export const TABLE = "films.csv";

const FILM =
  /\.(mp4|m4v|mov|qt|mkv|webm|avi|mpe?g|m2v|mts|m2ts|ts|vob|wmv|asf|flv|ogv|3gp|3g2|mxf|dv|divx)$/i;
/** More is no shelf of films. */
const MOST_ENTRIES = 200_000;
const DEEPEST = 32;
const NAMED = 5;

/** What systems, cameras and programs leave beside films, and nobody misses. */
const isLitter = (name: string): boolean =>
  name.startsWith(".") ||
  /^(__MACOSX|@eaDir|\$RECYCLE\.BIN|System Volume Information|Thumbs\.db|desktop\.ini)$/i.test(name);

/**
 * Films of a folder and all folders in it, in the order of their names. What is none is passed over with a note.
 * @param archive is not looked into, where it lies among them.
 * @throws SourceError naming the folder where it cannot be read, holds no film, more than anybody has, or is the archive.
 */
export async function findFilms(
  folder: string,
  archive: string,
  note: (line: string) => void,
): Promise<readonly FilmFile[]> {
  const root = resolve(folder);
  const own = await realpath(archive).catch(() => resolve(archive));
  if ((await realpath(root).catch(() => root)) === own)
    throw new SourceError(`${folder}: is the folder of the archive too, expected one of films and another`);
  const files: FilmFile[] = [];
  const others: string[] = [];
  let entries = 0;
  const look = async (place: string, depth: number): Promise<void> => {
    for (const entry of await listed(place, place === root, note)) {
      if (isLitter(entry.name)) continue;
      if (++entries > MOST_ENTRIES)
        throw new SourceError(`${folder}: more than ${MOST_ENTRIES} files, expected a folder of films`);
      const path = join(place, entry.name);
      const name = relative(root, path).split(sep).join("/").normalize("NFC");
      if (entry.isDirectory()) {
        if ((await realpath(path).catch(() => path)) === own) continue;
        if (depth < DEEPEST) await look(path, depth + 1);
        else note(`${printable(name)}: left out, folders in folders more than ${DEEPEST} deep`);
        continue;
      }
      if (name === TABLE) continue;
      const found = await (entry.isSymbolicLink() ? stat(path) : lstat(path)).catch(() => null);
      // A link to a film is one; a link to a folder may lead in circles.
      if (found?.isDirectory()) {
        note(`${printable(name)}: passed over, it is a link to a folder; ingest that folder itself`);
        continue;
      }
      if (!FILM.test(name)) {
        others.push(name);
        continue;
      }
      if (found?.isFile() && found.size > 0)
        files.push({ path, name, state: `${found.size}:${Math.floor(found.mtimeMs)}` });
      else note(`${printable(name)}: passed over, ${found?.isFile() ? "it is empty" : "it is no file"}`);
    }
  };
  await look(root, 1);
  if (others.length > 0) {
    const named = others
      .slice(0, NAMED)
      .map((name) => printable(name))
      .join(", ");
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : "";
    note(`passed over, since they do not end as films do: ${named}${more}`);
  }
  if (files.length === 0)
    throw new SourceError(`${folder}: no film in it, expected films such as .mp4, .mov, .mkv or .webm`);
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function listed(place: string, isRoot: boolean, note: (line: string) => void) {
  try {
    return (await readdir(place, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const line = `${place}: cannot be read (${(error as Error).message})`;
    if (isRoot) throw new SourceError(`${line}, expected a folder of films`);
    note(`${printable(line, 400)}, passed over`);
    return [];
  }
}
