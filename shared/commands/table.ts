import { isTurnBased, MODES, type Mode } from "../stage.ts";
import {
  type ArgumentValue,
  MODEL,
  ON_OFF,
  oneOf,
  parseValue,
  STYLES,
  stepped,
  TAKE,
  TRIGGER,
  type ValueOf,
  wholeNumberBetween,
} from "./argument.ts";
import type { Controls } from "./controls.ts";
import { type CommandDefinition, define, type KeyContext } from "./definition.ts";
import {
  GENERATOR_NAMES,
  type GeneratorName,
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterName,
} from "./parameters.ts";
import { nextBlend } from "./style-weight.ts";

/**
 * Everything that may be asked of the show. Keyboard and help, the messages of pages, cues by OSC with their
 * reference, and OSCQuery all read this table. A new command is one entry here, and a line where it is carried out:
 * `obey` of the engine, or `onCommand` of the show.
 */
export const COMMANDS = {
  mode: define({
    argument: oneOf(MODES),
    description: "How the partner dances.",
    owner: "engine",
    keys: MODES.map((mode, index) => ({ keys: [`${index + 1}`], mode, value: () => mode })),
    refusal: (mode, { missingModes }) => missingModes[mode] ?? null,
    change: (controls, mode) => ({ ...controls, mode }),
    current: ({ mode }) => mode,
  }),
  answer: define({
    argument: TRIGGER,
    description:
      "The partner answers now; from a mode without turns by way of answer mode. In practise mode the rest between two passes is over.",
    owner: "engine",
    keys: [{ keys: [" "], value: () => undefined }],
    change: (controls) => (canBeAnswered(controls.mode) ? controls : { ...controls, mode: "answer" }),
  }),
  option: define({
    argument: wholeNumberBetween(1, PARAMETERS.options.argument.max),
    description: "Of the answers that are there to choose from, this one, counted from 1, row after row.",
    owner: "engine",
    keys: [{ keys: ["Enter"], value: (show) => show && (show.pointed ?? 0) + 1 }],
    available: ({ choosing }) => choosing,
  }),
  restart: define({
    argument: TRIGGER,
    description: "Begins again: what was danced so far is forgotten.",
    owner: "engine",
    keys: [{ keys: ["Backspace"], value: () => undefined }],
  }),
  ...parameterCommands(),
  blend: define({
    argument: STYLES,
    description: "Styles of the model that the partner dances in, by weight; none for the dancer's own.",
    owner: "engine",
    continuous: true,
    keys: [{ keys: ["b", "B"], value: (show, by) => show && nextBlend(show.styles, show.blend, by) }],
    available: ({ styles }) => styles.length > 0,
    change: (controls, blend) => ({ ...controls, blend }),
    current: ({ blend }) => blend,
  }),
  model: define({
    argument: MODEL,
    description:
      "Another of the models that lie beside the one in the settings; the partner goes on with it once it has loaded.",
    owner: "host",
    current: ({ model }) => model,
  }),
  blackout: define({
    argument: ON_OFF,
    description: "The stage goes dark; figures and signals go on.",
    owner: "engine",
    change: (controls, blackout) => ({ ...controls, blackout }),
    current: ({ blackout }) => blackout,
  }),
  freeze: define({
    argument: ON_OFF,
    description: "Everybody is shown as they are now.",
    owner: "engine",
    change: (controls, frozen) => ({ ...controls, frozen }),
    current: ({ frozen }) => frozen,
  }),
  open: define({
    argument: ON_OFF,
    description:
      "Opens the show to visitors, or closes it: black, silent, without a camera; by hand until the opening hours change next.",
    owner: "host",
    current: ({ open }) => open,
  }),
  tap: define({
    argument: TRIGGER,
    description:
      "A beat of the music is now; tapped twice or more it is the tempo, too, and after a pause of two bars the first begins a bar.",
    owner: "host",
    keys: [{ keys: ["q"], value: () => undefined }],
  }),
  keep: define({
    argument: TRIGGER,
    description:
      "Keeps what has just happened as takes: the last phrase and its answer; in modes without turns the last ten seconds.",
    owner: "host",
    keys: [{ keys: ["i"], value: () => undefined }],
  }),
  record: define({
    argument: ON_OFF,
    description:
      "Keeps the dance as a take, from now on or no longer. Where it is kept is set on this machine.",
    owner: "host",
    current: ({ record }) => record,
  }),
  play: define({
    argument: TAKE,
    description:
      "Plays a take or a piece of the folder of takes on the stage, once and as it is, instead of camera or file.",
    owner: "host",
  }),
  live: define({
    argument: TRIGGER,
    description: "The stage is the camera's or the file's again.",
    owner: "host",
  }),
  practise: define({
    argument: TAKE,
    description:
      "Practises a take or a piece of the folder of takes: it dances beside the dancer, again and again.",
    owner: "host",
  }),
  practiseAnswer: define({
    argument: TRIGGER,
    description: "Keeps what has just happened and practises the partner's answer.",
    owner: "host",
    keys: [{ keys: ["j"], value: () => undefined }],
  }),
} as const;

/** Whether the mode knows what to do when the dancer hands over. */
const canBeAnswered = (mode: Mode): boolean => isTurnBased(mode) || mode === "practise";

/** Round those that are there. */
function nextGenerator({ parameters, missingGenerators }: KeyContext, by: 1 | -1): GeneratorName {
  const there = GENERATOR_NAMES.filter((name) => missingGenerators[name] === undefined);
  return there[(there.indexOf(parameters.generator) + by + there.length) % there.length]!;
}

type ParameterCommands = {
  readonly [Name in ParameterName]: CommandDefinition<(typeof PARAMETERS)[Name]["argument"], "engine">;
};

function parameterCommands(): ParameterCommands {
  const commands = PARAMETER_NAMES.map((name) => [name, parameterCommand(name)]);
  const { generator, ...others } = Object.fromEntries(commands) as ParameterCommands;
  const { keys } = PARAMETERS.generator;
  return {
    ...others,
    generator: {
      ...generator,
      keys: [{ keys, value: (show, by) => show && nextGenerator(show, by) }],
      refusal: (name, { missingGenerators }) => missingGenerators[name] ?? null,
    },
  };
}

function parameterCommand(name: ParameterName): CommandDefinition {
  const { argument, keys } = PARAMETERS[name];
  return {
    argument,
    description: `The setting \`${name}\`, while the show runs.`,
    owner: "engine",
    continuous: argument.kind === "number",
    keys: [{ keys, value: (show, by) => show && stepped(argument, show.parameters[name], by) }],
    change: (controls, value) => ({ ...controls, parameters: { ...controls.parameters, [name]: value } }),
    current: ({ parameters }) => parameters[name],
  };
}

export type CommandName = keyof typeof COMMANDS;

type ValueFor<Name extends CommandName> = ValueOf<(typeof COMMANDS)[Name]["argument"]>;

/** One command with its value; a trigger has none. */
export type CommandNamed<Name extends CommandName> = {
  readonly tag: "command";
  readonly command: Name;
} & (ValueFor<Name> extends undefined ? { readonly value?: undefined } : { readonly value: ValueFor<Name> });

/** What a person may ask of the show, from whichever input. */
export type Command = { [Name in CommandName]: CommandNamed<Name> }[CommandName];

/** Those that the engine carries out; the others are the host's. */
export type EngineCommand = {
  [Name in CommandName]: (typeof COMMANDS)[Name]["owner"] extends "engine" ? CommandNamed<Name> : never;
}[CommandName];

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** The entry of a command whose name is known only at run time. */
export const definitionOf = (name: CommandName): CommandDefinition => COMMANDS[name];

/** @param value one of the command's own; undefined for a trigger. */
export function commandWith(name: CommandName, value: ArgumentValue): Command {
  const command = { tag: "command", command: name };
  return (value === undefined ? command : { ...command, value }) as Command;
}

/** The command of that name with that value, both unknown; null where there is none, or a limit is broken. */
export function parseCommand(name: string, value: unknown): Command | null {
  if (!Object.hasOwn(COMMANDS, name)) return null;
  const known = name as CommandName;
  const parsed = parseValue(COMMANDS[known].argument, value);
  return parsed === null ? null : commandWith(known, parsed);
}

/** The controls after a command; the same where it only asks for something to be done. */
export function controlsAfter(controls: Controls, { command, value }: EngineCommand): Controls {
  return definitionOf(command).change?.(controls, value) ?? controls;
}
