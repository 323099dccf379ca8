import { existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { withOwnPreset } from "../outputs/osc/destination/preset.ts";
import { parse } from "../schema/parse.ts";
import { ConfigError } from "../system/errors.ts";
import { inTime } from "../system/files/in-time.ts";
import { jsonFrom } from "../system/files/json.ts";
import { projectRoot } from "../system/files/paths.ts";
import { readWholeFile } from "../system/files/read-file.ts";
import { type Settings, type SettingsInput, SettingsSchema } from "./settings.ts";

export interface SettingsSources {
  /** A JSON file; none when missing. */
  readonly file?: string | undefined;
  /** Take precedence over the file. They come from the command line, so an error names them as options. */
  readonly overrides?: SettingsInput;
}

const SETTINGS_FILE = { expected: "a JSON file of settings", mostBytes: 1 << 20, Fault: ConfigError };

/**
 * Settings without a file: the overrides, then the defaults.
 * @throws ConfigError that names the option, what was found and what was expected.
 */
export function loadSettings({ overrides = {} }: Pick<SettingsSources, "overrides">): Settings {
  const settings = parse(SettingsSchema, overrides, optionName);
  return {
    ...settings,
    model: modelFolder(settings.model, existsSync(settings.model)),
    phrases: modelFolder(settings.phrases, existsSync(settings.phrases)),
    fact: modelFolder(settings.fact, existsSync(settings.fact)),
  };
}

/**
 * Settings from the file with the presets that it names, then the overrides, then the defaults. Bounded in time and
 * memory, and nothing waits meanwhile: a running show reads its file again whenever that is written.
 * @throws ConfigError that names the file or option, what was found and what was expected.
 */
export async function readSettings(sources: SettingsSources): Promise<Settings> {
  const { file } = sources;
  return settingsFrom(file === undefined ? {} : (await readSettingsText(file)).found, sources);
}

/** The same from what the file says, or is to say. @throws ConfigError likewise */
export async function settingsFrom(
  found: object,
  { file, overrides = {} }: SettingsSources,
): Promise<Settings> {
  const fromFile = file === undefined ? {} : await besideFile(found, dirname(file));
  parse(SettingsSchema, fromFile, (path) => `${file}: ${path.join(".")}`);
  const settings = parse(SettingsSchema, merge(fromFile, overrides), optionName);
  const osc: Settings["osc"] = [];
  // One after the other: where a drive does not answer, one wait tells it.
  for (const destination of settings.osc) osc.push(await withOwnPreset(destination));
  return {
    ...{ ...settings, osc },
    model: modelFolder(settings.model, await isThere(settings.model)),
    phrases: modelFolder(settings.phrases, await isThere(settings.phrases)),
    fact: modelFolder(settings.fact, await isThere(settings.fact)),
  };
}

/** Resolves the paths of a user's own presets, which are relative to the configuration file. */
async function besideFile(found: object, folder: string): Promise<object> {
  const { osc } = found as { osc?: unknown };
  if (!Array.isArray(osc)) return found;
  const located: unknown[] = [];
  for (const destination of osc) {
    const { preset } = (destination ?? {}) as { preset?: unknown };
    const own = typeof preset === "string" && preset.endsWith(".json") ? resolve(folder, preset) : null;
    located.push(own !== null && (await isThere(own)) ? { ...destination, preset: own } : destination);
  }
  return { ...found, osc: located };
}

/** @throws ConfigError when the drive does not say. */
async function isThere(path: string): Promise<boolean> {
  const there = () =>
    access(path).then(
      () => true,
      () => false,
    );
  return inTime(path, there).catch((error: Error) => {
    throw new ConfigError(`${path}: ${error.message}, expected a file or folder`);
  });
}

/** A model folder that is not found from the working directory may be one that is shipped with the project. */
function modelFolder(model: string, isHere: boolean): string {
  const shipped = resolve(projectRoot, model);
  return !isHere && existsSync(shipped) ? shipped : model;
}

/** Name of a setting on the command line. Indices of lists are left out; `enabled` goes by the name of its group. */
export function optionName(path: readonly string[]): string {
  const names = path.filter((key) => !/^(\d+|enabled)$/.test(key));
  return `--${names.join("-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A file of settings as it is, and what it says. @throws ConfigError naming it */
export async function readSettingsText(file: string): Promise<{ text: string; found: object }> {
  const text = (await readWholeFile(file, SETTINGS_FILE)).toString("utf8");
  const found = jsonFrom(text, file, SETTINGS_FILE);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new ConfigError(
      `${file}: found ${JSON.stringify(found).slice(0, 60)}, expected a JSON object of settings`,
    );
  return { text, found };
}

function merge(below: object, above: object): object {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const group = merged[key];
    merged[key] = isGroup(group) && isGroup(value) ? { ...group, ...value } : value;
  }
  return merged;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
