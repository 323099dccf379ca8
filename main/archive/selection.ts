import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { SELECTION_LIMITS } from "../../shared/desk/map.ts";
import { SourceError } from "../system/errors.ts";
import { readJsonFile } from "../system/files/json.ts";
import { whyUnwritable } from "../system/files/paths.ts";
import { replaceFile } from "../system/files/replace-file.ts";
import { printable } from "../system/log/printable.ts";
import { oddFileName } from "./library/names.ts";

/*
 * A selection is some of an archive's takes, by name, kept in a file: what was brushed on the map, for example, to be
 * trained on.
 */

/** Of an archive, beside its takes. */
const FOLDER = "selections";
const FILE = { expected: "a selection of takes", mostBytes: 1 << 24, Fault: SourceError };

const SelectionSchema = v.strictObject({
  format: v.literal("continuo-selection"),
  version: v.literal(1),
  takes: v.pipe(v.array(v.string()), v.minLength(1)),
});

/** @param takes bare file names @returns the path of its file. @throws SourceError for a name that no file can have */
export async function saveSelection(
  archive: string,
  name: string,
  takes: readonly string[],
): Promise<string> {
  const bare = `${name}.json`;
  const odd = oddFileName(bare);
  if (odd !== null) throw new SourceError(`${printable(name, SELECTION_LIMITS.name)}: ${odd}`);
  const file = join(archive, FOLDER, bare);
  try {
    await mkdir(join(archive, FOLDER), { recursive: true });
    await replaceFile(
      file,
      `${JSON.stringify({ format: "continuo-selection", version: 1, takes }, null, 2)}\n`,
    );
  } catch (error) {
    throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
  }
  return file;
}

/** The names of its takes. @throws SourceError where the file is none */
export async function readSelection(file: string): Promise<ReadonlySet<string>> {
  const parsed = v.safeParse(SelectionSchema, await readJsonFile(file, FILE));
  if (!parsed.success)
    throw new SourceError(`${file}: expected ${FILE.expected} as the desk's map keeps it, a list of names`);
  return new Set(parsed.output.takes);
}
