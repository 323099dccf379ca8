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
  /** Take precedence over the file. They come from the command line, so an error names them as options. */
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

/** Resolves the paths of a user's own presets, which are relative to the configuration file. */
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

/** A model folder that is not found from the working directory may be one that is shipped with the project. */
function modelFolder(model: string): string {
  const shipped = resolve(projectRoot, model);
  return !existsSync(model) && existsSync(shipped) ? shipped : model;
}

/** Name of a setting on the command line. Indices of lists are left out; `enabled` goes by the name of its group. */
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
