import { readFileSync } from "node:fs";
import { ConfigError } from "../errors.ts";
import { parse } from "./parse.ts";
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
  const fromFile = file === undefined ? {} : readFile(file);
  parse(SettingsSchema, fromFile, (path) => `${file}: ${path.join(".")}`);
  return parse(SettingsSchema, merge(fromFile, overrides), optionName);
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

/** @throws ConfigError when the file is not there or is no JSON. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new ConfigError(`${file}: ${reason}; expected a JSON file of settings`);
  }
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
