import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import type { ExportOptions } from "./export-options.ts";
import { type PictureEnding, pictures } from "./export-pictures.ts";

/** What each ending stands for. */
const ENDINGS: Readonly<Record<PictureEnding, string>> = {
  ".png": "a contact sheet",
  ".svg": "a contact sheet",
  ".webp": "a moving picture",
};

/**
 * Gives takes away in the format that the file's ending says.
 * @returns the files. @throws UserError when a take is not what it should be or nothing can be written; the signal's
 *   reason when it is stopped, and then there is no file.
 */
export async function exportTakes(options: ExportOptions, context: JobContext): Promise<readonly string[]> {
  const { output, marey, force } = options;
  const ending = endingOf(output);
  if (marey && ending !== ".png" && ending !== ".svg")
    throw new ConfigError(`--marey with ${output}, expected a name that ends in .png or .svg`);
  if (!existsSync(dirname(resolve(output))))
    throw new ConfigError(`--output is ${output}, expected a file in a folder that is there`);
  if (existsSync(output) && !force)
    throw new ConfigError(`${output}: is there already; expected another --output, or --force`);
  await pictures(options, ending, context);
  return [output];
}

/** @throws ConfigError naming the endings that are known. */
function endingOf(output: string): PictureEnding {
  const known = Object.keys(ENDINGS) as PictureEnding[];
  const ending = known.find((one) => output.toLowerCase().endsWith(one));
  if (ending !== undefined) return ending;
  const all = known.map((one) => `${one} (${ENDINGS[one]})`).join(", ");
  throw new ConfigError(`--output is ${output}, expected a name that ends in one of ${all}`);
}
