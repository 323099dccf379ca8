import type { Command } from "../../shared/messages.ts";
import { MODES, type Mode } from "../../shared/stage.ts";
import type { OscValue } from "./read-packet.ts";

/** What can be asked for, and what became of it; the rest of the show is in the frames. */
export interface ShowState {
  readonly mode: Mode;
  readonly temperature: number;
  readonly blackout: boolean;
  readonly freeze: boolean;
  readonly record: boolean;
}

/** What a cue's one argument may be. */
export type CueValue =
  /** Its name, or its number from 0. */
  | { readonly kind: "choice"; readonly names: readonly string[] }
  /** Held within its range. */
  | { readonly kind: "number"; readonly min: number; readonly max: number }
  /** A whole or broken number, from a half on; or true and false. */
  | { readonly kind: "switch" }
  /** No argument at all, or what a button sends when it goes down; 0, as it comes up, is nothing. */
  | { readonly kind: "trigger" };

export interface Cue {
  readonly name: string;
  readonly value: CueValue;
  readonly description: string;
  /** What it is now, for those who ask; null for what only happens. */
  readonly state: (show: ShowState) => OscValue;
  /** @param given a name, a number or a switch, checked. */
  readonly command: (given: Accepted) => Command;
}

type Accepted = string | number | boolean;

/** Everything that may be asked for from outside: what is not here is refused. */
export const CUES: readonly Cue[] = [
  {
    name: "mode",
    value: { kind: "choice", names: MODES },
    description: "How the partner dances.",
    state: ({ mode }) => mode,
    command: (mode) => ({ tag: "command", command: "mode", mode: mode as Mode }),
  },
  {
    name: "answer",
    value: { kind: "trigger" },
    description: "The partner answers now.",
    state: () => null,
    command: () => ({ tag: "command", command: "answer" }),
  },
  {
    name: "temperature",
    value: { kind: "number", min: 0, max: 2 },
    description: "How far the partner strays: 0 the expected path, 1 the learned variety, 2 wild.",
    state: ({ temperature }) => temperature,
    command: (temperature) => ({ tag: "command", command: "temperature", temperature: Number(temperature) }),
  },
  {
    name: "blackout",
    value: { kind: "switch" },
    description: "The stage goes dark; figures and signals go on.",
    state: ({ blackout }) => blackout,
    command: (on) => ({ tag: "command", command: "blackout", on: Boolean(on) }),
  },
  {
    name: "freeze",
    value: { kind: "switch" },
    description: "Everybody is shown as they are now.",
    state: ({ freeze }) => freeze,
    command: (on) => ({ tag: "command", command: "freeze", on: Boolean(on) }),
  },
  {
    name: "record",
    value: { kind: "switch" },
    description:
      "Keeps the dance as a take, from now on or no longer. Where it is kept is set on this machine.",
    state: ({ record }) => record,
    command: (on) => ({ tag: "command", command: "record", on: Boolean(on) }),
  },
];

export const CUE_NAMES: readonly string[] = CUES.map(({ name }) => name);

/** Why a cue's arguments are not what it wants, in words for its sender. */
export class CueRefused extends Error {}

/**
 * The cue's command with these arguments; null for a button that comes up.
 * @throws CueRefused
 */
export function commandOf({ value, command }: Cue, args: readonly OscValue[]): Command | null {
  const [given] = args;
  if (args.length > 1) throw new CueRefused(`expected ${expected(value)}, found ${args.length} arguments`);
  if (value.kind === "trigger") return given === 0 || given === false ? null : command(true);
  const accepted = accept(value, given);
  if (accepted === null) throw new CueRefused(`expected ${expected(value)}, found ${show(given)}`);
  return command(accepted);
}

function accept(value: CueValue, given: OscValue | undefined): Accepted | null {
  const number = typeof given === "number" && Number.isFinite(given) ? given : null;
  switch (value.kind) {
    case "choice":
      if (typeof given === "string") return value.names.includes(given) ? given : null;
      return number === null ? null : (value.names[number] ?? null);
    case "number":
      return number === null ? null : Math.min(value.max, Math.max(value.min, number));
    case "switch":
      if (typeof given === "boolean") return given;
      return number === null || number < 0 || number > 1 ? null : number >= 0.5;
    case "trigger":
      return true;
  }
}

/** In words, for errors and the reference. */
export function expected(value: CueValue): string {
  switch (value.kind) {
    case "choice":
      return `\`s\` ${value.names.map((name) => `"${name}"`).join(" or ")}, or \`i\` 0 to ${value.names.length - 1}`;
    case "number":
      return `\`f\` ${value.min} to ${value.max}`;
    case "switch":
      return "`i` 0 or 1, or `T` or `F`";
    case "trigger":
      return "no argument, or `i` 1";
  }
}

function show(given: OscValue | undefined): string {
  if (given === undefined) return "none";
  if (given instanceof Uint8Array) return "a blob";
  return typeof given === "string" ? `"${given.slice(0, 40)}"` : String(given);
}
