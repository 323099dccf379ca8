import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { type MotionEnding, motion } from "./export-motion.ts";
import { checkFree, type ExportOptions } from "./export-options.ts";
import { type PictureEnding, pictures } from "./export-pictures.ts";
import { type TakeEnding, takeAgain } from "./export-take.ts";
import { film } from "./film/export-film.ts";
import type { FilmEnding } from "./film/film-writer.ts";

/** What each ending stands for. */
const PICTURES: Readonly<Record<PictureEnding, string>> = {
  ".png": "a contact sheet",
  ".svg": "a contact sheet",
  ".webp": "a moving picture",
};
const MOTIONS: Readonly<Record<MotionEnding, string>> = {
  ".bvh": "a skeleton that moves",
  ".csv": "a table",
  ".glb": "a body that moves",
};
const TAKES: Readonly<Record<TakeEnding, string>> = {
  ".take.ndjson": "a take",
  ".take.ndjson.gz": "a packed one",
};
const FILMS: Readonly<Record<FilmEnding, string>> = {
  ".mp4": "a film of the stage",
  ".webm": "a film that can be transparent",
};

/**
 * Gives takes away in the format that the file's ending says.
 * @returns the files. @throws UserError when a take is not what it should be or nothing can be written; the signal's
 *   reason when it is stopped: then the file at hand is not there.
 */
export async function exportTakes(options: ExportOptions, context: JobContext): Promise<readonly string[]> {
  const { output, marey, person, force } = options;
  const isOf = <Ending extends string>(table: Readonly<Record<Ending, string>>) =>
    (Object.keys(table) as Ending[]).find((ending) => output.toLowerCase().endsWith(ending));
  const [picture, moved, again, filmed] = [isOf(PICTURES), isOf(MOTIONS), isOf(TAKES), isOf(FILMS)];
  if ([picture, moved, again, filmed].every((ending) => ending === undefined)) {
    const known = Object.entries({ ...PICTURES, ...MOTIONS, ...FILMS, ...TAKES }).map(
      ([one, what]) => `${one} (${what})`,
    );
    throw new ConfigError(`--output is ${output}, expected a name that ends in one of ${known.join(", ")}`);
  }
  if (marey && picture !== ".png" && picture !== ".svg")
    throw new ConfigError(`--marey with ${output}, expected a name that ends in .png or .svg`);
  if (person !== null && moved === undefined && filmed === undefined)
    throw new ConfigError(
      `--person with ${output}, expected a name that ends in one of ${Object.keys({ ...MOTIONS, ...FILMS }).join(", ")}`,
    );
  const said = Object.keys(options.film ?? {});
  if (said.length > 0 && filmed === undefined)
    throw new ConfigError(
      `--${said[0]} with ${output}, expected a name that ends in ${Object.keys(FILMS).join(" or ")}`,
    );
  if (!existsSync(dirname(resolve(output))))
    throw new ConfigError(`--output is ${output}, expected a file in a folder that is there`);
  if (moved !== undefined) return motion(options, moved, context);
  checkFree(output, force);
  if (filmed !== undefined) await film(options, filmed, context);
  else if (again !== undefined) await takeAgain(options, context);
  else await pictures(options, picture!, context);
  return [output];
}
