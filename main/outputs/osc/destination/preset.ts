import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { nearestName } from "../../../schema/nearest.ts";
import { parse } from "../../../schema/parse.ts";
import { readJson } from "../../../schema/read-json.ts";
import { ConfigError } from "../../../system/errors.ts";
import { projectRoot } from "../../../system/paths.ts";
import { mappedMessage } from "../custom/custom-message.ts";
import { GROUPS } from "../table/address.ts";
import type { Destination } from "./destination.ts";
import { type DestinationSettings, type Preset, PresetSchema } from "./destination-schema.ts";

const FOLDER = join(projectRoot, "assets/osc");

/** The names of the presets that are shipped. */
export function presetNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"))
    .sort();
}

/**
 * A preset by its name, or by the path of a file of one's own.
 * @throws ConfigError when there is none, or naming its file and key when it is wrong.
 */
export function loadPreset(name: string): Preset {
  if (name.endsWith(".json")) return readPreset(name);
  const names = presetNames();
  if (names.includes(name)) return readPreset(join(FOLDER, `${name}.json`));
  const guess = nearestName(name, names);
  const hint =
    guess === null
      ? `expected one of ${names.join(", ")}, or a path that ends in .json`
      : `did you mean ${guess}?`;
  throw new ConfigError(`OSC preset "${name}" is not known; ${hint}`);
}

function readPreset(file: string): Preset {
  return parse(PresetSchema, readJson(file), (path) => `${file}: ${path.join(".")}`);
}

/**
 * A destination in full: what it leaves out comes from its preset, or is the default.
 * @throws ConfigError as `loadPreset` does, and when neither says which port.
 */
export function completeDestination(settings: DestinationSettings, prefix: string): Destination {
  const preset: Partial<Preset> = settings.preset === undefined ? {} : loadPreset(settings.preset);
  const {
    host,
    port,
    map = [],
    messages = [],
    groups,
    ...rest
  } = { ...preset, ...settings } as Partial<Preset> & Extract<DestinationSettings, { map?: unknown }>;
  if (port === undefined)
    throw new ConfigError(`OSC destination ${host} has no port, expected a port or a preset that has one`);
  const {
    transport = "udp",
    rate = "frame",
    bundles = true,
    split = "line",
    scale = [0, 1],
    smoothing = null,
  } = rest;
  return {
    ...{ host, port, transport, rate, bundles, split, scale, smoothing },
    prefix: rest.prefix ?? prefix,
    groups: new Set(groups ?? GROUPS),
    customMessages: [...messages, ...map.map(mappedMessage)],
  };
}
