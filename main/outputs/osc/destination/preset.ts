import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { nearestName } from "../../../schema/nearest.ts";
import { parse } from "../../../schema/parse.ts";
import { ConfigError } from "../../../system/errors.ts";
import { parseJson, readJsonFile } from "../../../system/files/json.ts";
import { projectRoot } from "../../../system/files/paths.ts";
import { mappedMessage } from "../custom/custom-message.ts";
import { USUAL_GROUPS } from "../table/address.ts";
import { type Destination, isForMany } from "./destination.ts";
import { type DestinationSettings, type Preset, PresetSchema } from "./destination-schema.ts";

const FOLDER = join(projectRoot, "assets/osc");
const PRESET_FILE = { expected: "a JSON file of a preset", mostBytes: 1 << 20, Fault: ConfigError };

/** The names of the presets that are shipped. */
export function presetNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"))
    .sort();
}

/**
 * A preset that is shipped, by its name.
 * @throws ConfigError when there is none.
 */
export function loadPreset(name: string): Preset {
  const names = presetNames();
  if (names.includes(name)) {
    const file = join(FOLDER, `${name}.json`);
    return checked(file, parseJson(readFileSync(file, "utf8")));
  }
  const guess = nearestName(name, names);
  const hint =
    guess === null
      ? `expected one of ${names.join(", ")}, or a path that ends in .json`
      : `did you mean ${guess}?`;
  throw new ConfigError(`OSC preset "${name}" is not known; ${hint}`);
}

/**
 * A destination with what its preset says, where that is a file of the user's own.
 * @throws ConfigError naming the file and key that is wrong.
 */
export async function withOwnPreset(settings: DestinationSettings): Promise<DestinationSettings> {
  const { preset: file, ...said } = settings;
  if (!file?.endsWith(".json")) return settings;
  const { about, setup, ...preset } = checked(file, await readJsonFile(file, PRESET_FILE));
  return { ...preset, ...said };
}

function checked(file: string, found: unknown): Preset {
  return parse(PresetSchema, found, (path) => `${file}: ${path.join(".")}`);
}

/**
 * A destination in full: what it leaves out comes from its preset, or is the default.
 * @param card the network card by which it leaves where it is for many and names none itself.
 * @throws ConfigError as `loadPreset` does, and when neither says which port.
 */
export function completeDestination(
  settings: DestinationSettings,
  prefix: string,
  card: string | null = null,
): Destination {
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
    interface: rest.interface ?? (isForMany(host) ? card : null),
    ...{ host, port, transport, rate, bundles, split, scale, smoothing },
    prefix: rest.prefix ?? prefix,
    groups: new Set(groups ?? USUAL_GROUPS),
    customMessages: [...messages, ...map.map(mappedMessage)],
  };
}
