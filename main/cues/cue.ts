import type { ShowState } from "../../shared/commands/controls.ts";
import type { CommandDefinition } from "../../shared/commands/definition.ts";
import {
  COMMAND_NAMES,
  type Command,
  type CommandName,
  commandWith,
  definitionOf,
} from "../../shared/commands/table.ts";
import type { OscMessage } from "../system/osc/read-packet.ts";
import { expected, found, isButtonUp, readArgument, readSent, writeArgument } from "./osc-argument.ts";

/** A command as it is asked for by OSC: `answerLength` as `answer-length`. */
export interface Cue extends CommandDefinition {
  readonly name: string;
  readonly command: CommandName;
}

/** Every command may be given from outside; anything else is refused. */
export const CUES: readonly Cue[] = COMMAND_NAMES.map((command) => ({
  ...definitionOf(command),
  name: command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  command,
}));

export const CUE_NAMES: readonly string[] = CUES.map(({ name }) => name);

/** Why a cue's arguments are not what it takes, in words for its sender. */
export class CueRefused extends Error {}

/**
 * The cue's command with these arguments; null for a button that comes up.
 * @throws CueRefused
 */
export function commandOf(
  { argument, command, refusal }: Cue,
  message: OscMessage,
  show: ShowState,
): Command | null {
  const { types } = message;
  const sent = readSent(message);
  if (sent === null) {
    const many = /^[^[\]]*$/.test(types) ? `${types.length} arguments` : "an array";
    throw new CueRefused(`expected ${expected(argument)}, found ${many}`);
  }
  if (isButtonUp(argument, sent)) return null;
  const value = readArgument(argument, sent, show);
  if (value === null) throw new CueRefused(`expected ${expected(argument, show)}, found ${found(sent)}`);
  const why = refusal?.(value, show) ?? null;
  if (why !== null) throw new CueRefused(why);
  return commandWith(command, value);
}

/** What the cue stands at, for those who ask; null for what only happens. */
export const cueState = ({ current }: Cue, show: ShowState): string | number | boolean | null =>
  writeArgument(current?.(show));
