import { writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../system/errors.ts";
import { inTime } from "../system/files/in-time.ts";
import { whyUnwritable } from "../system/files/paths.ts";
import { replaceFile } from "../system/files/replace-file.ts";
import { printable } from "../system/log/printable.ts";
import { LEAVES } from "./describe.ts";
import { readSettingsText, type SettingsSources, settingsFrom } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** One setting of the file. */
export interface SettingChange {
  /** Of a setting that holds a value, as in `LEAVES`. */
  readonly path: readonly string[];
  /** Missing: it is taken out of the file, and the default counts. */
  readonly value?: unknown;
}

type Held = Record<string, unknown>;

/** Spaces in front of a setting where the file does not say how many. */
const INDENT = 2;

/** What a file of settings, or a command line, says of one of them; undefined where it says nothing. */
export function valueAt(held: object, [key, member]: readonly string[]): unknown {
  const value = own(held, key!);
  return member === undefined || value === undefined ? value : own(value as object, member);
}

/**
 * Changes a file of settings: what nobody named stays as it is and where it is. All of the changes or none are made, and
 * only where the whole is good.
 * @param check of what no setting tells alone. @throws UserError
 * @throws UserError that names the setting, or the file, what was found and what was expected
 */
export async function changeSettings(
  sources: SettingsSources & { readonly file: string },
  changes: readonly SettingChange[],
  check: (settings: Settings) => void,
): Promise<void> {
  const { file } = sources;
  const { text, found } = await readSettingsText(file);
  const changed = structuredClone(found) as Held;
  for (const change of changes) make(changed, change);
  if (isDeepStrictEqual(changed, found)) return;
  check(await settingsFrom(changed, sources));
  const content = inStyleOf(text, changed);
  await inTime(file, () => replaceFile(file, content)).catch((error: unknown) => {
    throw new UserError(`${file}: cannot be written (${whyUnwritable(error)})`);
  });
}

/** A new file without any setting. @throws UserError where there is one */
export async function createSettingsFile(file: string): Promise<void> {
  await inTime(file, () => writeFile(file, "{}\n", { flag: "wx" })).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "EEXIST"
        ? `${file} is there already: start with --config ${file} to use it`
        : `${file}: cannot be written (${whyUnwritable(error)})`,
    );
  });
}

function make(held: Held, { path, value }: SettingChange): void {
  if (!LEAVES.some((info) => isDeepStrictEqual(info.path, path)))
    throw new UserError(`${printable(path.join("."), 60)} is not a setting that holds a value`);
  const [key, member] = path as [string, string?];
  if (member === undefined) {
    if (value === undefined) delete held[key];
    else held[key] = value;
    return;
  }
  const group = { ...(own(held, key) as Held | undefined) };
  if (value === undefined) delete group[member];
  else group[member] = value;
  if (Object.keys(group).length > 0) held[key] = group;
  else delete held[key];
}

/** With the spaces, the ending and the mark at the beginning that the file had. */
function inStyleOf(text: string, held: Held): string {
  const [, indent] = /^\uFEFF?\s*\{\r?\n([ \t]+)/.exec(text) ?? [];
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = JSON.stringify(held, null, indent ?? INDENT).split("\n");
  return `${text.startsWith("\uFEFF") ? "\uFEFF" : ""}${lines.join(ending)}${ending}`;
}

const own = (held: object, key: string): unknown =>
  Object.hasOwn(held, key) ? (held as Held)[key] : undefined;
