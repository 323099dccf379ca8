import { readFileSync } from "node:fs";
import * as v from "valibot";
import { ConfigError } from "../errors.ts";
import { SETTINGS, type SettingInfo } from "./describe.ts";
import { nearest } from "./nearest.ts";
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
  parse(fromFile, (path) => `${file}: ${path.join(".")}`);
  return parse(merge(fromFile, overrides), optionName);
}

/** How a setting is called on the command line: the parts of a list have no names, and `enabled` is the group's own. */
export function optionName(path: readonly string[]): string {
  const names = path.filter((key) => !/^(\d+|enabled)$/.test(key));
  return `--${names.join("-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readFile(file: string): object {
  const found = parseJson(file);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new ConfigError(`${file}: found ${show(found)}, expected a JSON object of settings`);
  return found;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new ConfigError(`${file}: ${reason}; expected a JSON file of settings`);
  }
}

function parse(found: object, name: (path: readonly string[]) => string): Settings {
  const result = v.safeParse(SettingsSchema, found, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  if (issue.type === "strict_object" && issue.expected === "never") throw unknownKey(keys, name);
  const info = find(keys);
  const inList = info?.each != null && keys.length > info.path.length;
  const expected = inList ? info.each : (info?.expected ?? issue.expected);
  throw new ConfigError(`${name(keys)} is ${show(issue.input)}, expected ${expected}`);
}

function unknownKey(keys: readonly string[], name: (path: readonly string[]) => string): ConfigError {
  const parent = keys.slice(0, -1);
  const siblings = parent.length === 0 ? SETTINGS : (find(parent)?.members ?? []);
  const names = siblings.map(({ path }) => path.at(-1) ?? "");
  const guess = nearest(keys.at(-1) ?? "", names);
  const hint = guess === null ? `expected one of ${names.join(", ")}` : `did you mean ${guess}?`;
  return new ConfigError(`${name(keys)} is not a setting; ${hint}`);
}

/** The setting that a path leads to, or into. */
function find(keys: readonly string[], among: readonly SettingInfo[] = SETTINGS): SettingInfo | null {
  const info = among.find(({ path }) => path.at(-1) === keys[path.length - 1]);
  if (info === undefined) return null;
  return (info.path.length < keys.length && find(keys, info.members)) || info;
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

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
