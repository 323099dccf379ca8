import { type Command, Option } from "commander";
import { LEAVES, type SettingInfo, showDefault } from "./describe.ts";
import { optionName, readSettings, type SettingsSources } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings that each command has as options. A command may have an option of its own that is called like a setting
 * which it does not have.
 */
const SETTINGS_OF = new WeakMap<Command, readonly SettingInfo[]>();

/**
 * Adds `--config` and an option for each setting, or for those in `only`. The options are derived from the schema;
 * `settingsOf` checks their values.
 */
export function addSettings(command: Command, only?: readonly (keyof Settings)[]): Command {
  command.option("--config <file>", "read settings from a JSON file; options win over it");
  const settings = LEAVES.filter(
    ({ path, inFileOnly }) => !inFileOnly && (only?.includes(path[0] as keyof Settings) ?? true),
  );
  for (const info of settings) command.addOption(option(info));
  SETTINGS_OF.set(command, settings);
  return command;
}

/**
 * The settings of a command that has been parsed.
 * @throws ConfigError naming the option or the file.
 */
export function settingsOf(command: Command): Promise<Settings> {
  return readSettings(sourcesOf(command));
}

/** Where the settings of a command that has been parsed come from. */
export function sourcesOf(command: Command): SettingsSources {
  const given = command.opts<Readonly<Record<string, unknown>>>();
  const overrides: Record<string, unknown> = {};
  for (const info of SETTINGS_OF.get(command) ?? []) {
    const value = given[attribute(info)];
    if (value === undefined || command.getOptionValueSource(attribute(info)) === "default") continue;
    const [key, member] = info.path as [string, string?];
    overrides[key] = member === undefined ? value : { ...(overrides[key] as object), [member]: value };
  }
  const { config } = given;
  return { file: typeof config === "string" ? config : undefined, overrides };
}

/** commander's name for an option's value: answerSecondsMin for answerSeconds.min. */
function attribute({ path }: SettingInfo): string {
  return new Option(optionName(path)).attributeName();
}

function option(info: SettingInfo): Option {
  const name = optionName(info.path);
  if (info.type === "boolean" && info.byDefault === false) return new Option(name, info.description);
  if (info.type === "boolean") return new Option(name.replace("--", "--no-"), `do not ${info.description}`);
  const help = `${info.description}: ${info.each ?? info.expected} (default: ${showDefault(info)})`;
  if (info.type === "array")
    return new Option(`${name} <value>`, `${help}; may be given again`).argParser(
      (text, before: readonly string[] = []) => [...before, text],
    );
  const made = new Option(`${name} <${info.type === "number" ? "n" : "value"}>`, help);
  // What is not a number stays text, so that the error of the schema can quote it.
  return info.type === "number"
    ? made.argParser((text) => (text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text)))
    : made;
}
