import { type Command, Option } from "commander";
import { LEAVES, type SettingInfo, showDefault } from "./describe.ts";
import { loadSettings, optionName, type SettingsSources } from "./load-settings.ts";
import type { Settings } from "./settings.ts";

/** The settings that a command takes: another option of it may be called like one that it does not. */
const TAKEN = new WeakMap<Command, readonly SettingInfo[]>();

/**
 * Gives a command `--config` and an option for each setting, or for those named only. Every option is told from the
 * schema; what it may be is checked by `settingsOf`.
 */
export function addSettings(command: Command, only?: readonly (keyof Settings)[]): Command {
  command.option("--config <file>", "read settings from a JSON file; options win over it");
  const taken = LEAVES.filter(
    ({ path, inFileOnly }) => !inFileOnly && (only?.includes(path[0] as keyof Settings) ?? true),
  );
  for (const info of taken) command.addOption(option(info));
  TAKEN.set(command, taken);
  return command;
}

/**
 * The settings of a command that has been parsed.
 * @throws ConfigError naming the option or the file.
 */
export function settingsOf(command: Command): Settings {
  return loadSettings(sourcesOf(command));
}

/** Where the settings of a command that has been parsed come from. */
export function sourcesOf(command: Command): SettingsSources {
  const given = command.opts<Readonly<Record<string, unknown>>>();
  const overrides: Record<string, unknown> = {};
  for (const info of TAKEN.get(command) ?? []) {
    const value = given[attribute(info)];
    if (value === undefined || command.getOptionValueSource(attribute(info)) === "default") continue;
    const [key, member] = info.path as [string, string?];
    overrides[key] = member === undefined ? value : { ...(overrides[key] as object), [member]: value };
  }
  const { config } = given;
  return { file: typeof config === "string" ? config : undefined, overrides };
}

/** commander's own name for the option's value: that of answerSeconds.min is answerSecondsMin. */
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
  // What is no number stays text, for the schema to refuse with what was found.
  return info.type === "number"
    ? made.argParser((text) => (text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text)))
    : made;
}
