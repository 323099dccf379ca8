import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "../schema/parse.ts";
import { readJson } from "../schema/read-json.ts";
import { ConfigError } from "../system/errors.ts";
import { projectRoot } from "../system/paths.ts";
import { type Settings, type SettingsInput, SettingsSchema } from "./settings.ts";

export interface SettingsSources {
  /** A JSON file; none when missing. */
  readonly file?: string | undefined;
  /** Win over the file; from the command line, so an error names them as options. */
  readonly overrides?: SettingsInput;
}

/**
 * Settings from the file, then the overrides, then the defaults.
 * @throws ConfigError that names the file or option, what was found and what was expected.
 */
export function loadSettings({ file, overrides = {} }: SettingsSources): Settings {
  const fromFile = file === undefined ? {} : besideFile(readFile(file), dirname(file));
  parse(SettingsSchema, fromFile, (path) => `${file}: ${path.join(".")}`);
  const settings = parse(SettingsSchema, merge(fromFile, overrides), optionName);
  return { ...settings, model: modelFolder(settings.model) };
}

/** Presets of one's own lie beside the file that names them. */
function besideFile(found: object, folder: string): object {
  const { osc } = found as { osc?: unknown };
  if (!Array.isArray(osc)) return found;
  const located = (destination: unknown) => {
    const { preset } = (destination ?? {}) as { preset?: unknown };
    if (typeof preset !== "string" || !preset.endsWith(".json")) return destination;
    const file = resolve(folder, preset);
    return existsSync(file) ? { ...(destination as object), preset: file } : destination;
  };
  return { ...found, osc: osc.map(located) };
}

/** A path of what is not here may be of what is shipped, wherever the program was started. */
function modelFolder(model: string): string {
  const shipped = resolve(projectRoot, model);
  return !existsSync(model) && existsSync(shipped) ? shipped : model;
}

/** How a setting is called on the command line: the parts of a list have no names, and `enabled` is the group's own. */
export function optionName(path: readonly string[]): string {
  const names = path.filter((key) => !/^(\d+|enabled)$/.test(key));
  return `--${names.join("-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readFile(file: string): object {
  const found = readJson(file);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new ConfigError(
      `${file}: found ${JSON.stringify(found).slice(0, 60)}, expected a JSON object of settings`,
    );
  return found;
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
