import {
  CHOICES,
  type Choice,
  DIALS,
  type Dial,
  isCounted,
  KNOBS,
  type Knob,
  type StyleWeight,
  type Turned,
} from "../../shared/knobs.ts";
import type { Command } from "../../shared/messages.ts";
import { MODES, type Mode } from "../../shared/stage.ts";
import { parseStyleWeight, STYLE_WEIGHT_FORM } from "../../shared/style-weight.ts";
import type { Controls } from "../engine/controls.ts";
import type { OscValue } from "../outputs/osc/read-packet.ts";

/** What can be asked for, and what became of it; the rest of the show is in the frames. */
export interface ShowState extends Controls {
  readonly record: boolean;
  /** Names of the model that dances, and of those that may take its place. */
  readonly model: string;
  readonly models: readonly string[];
  /** Names of the model's styles. */
  readonly styles: readonly string[];
}

/** What a cue's one argument may be. */
export type CueValue =
  /** Its name, or its number from 0. */
  | { readonly kind: "choice"; readonly names: readonly string[] }
  /** One of the names that there are while the show runs. */
  | { readonly kind: "name"; readonly of: "models" }
  /** Styles and their weights in one text; an empty one for none. */
  | { readonly kind: "blend" }
  /** Held within its range. */
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly counted: boolean }
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
  /** @param given a name, a number, a switch or a blend, checked. */
  readonly command: (given: Accepted) => Command;
}

type Accepted = string | number | boolean | readonly StyleWeight[];

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
    description: "The partner answers now; from a mode without turns by way of answer mode.",
    state: () => null,
    command: () => ({ tag: "command", command: "answer" }),
  },
  {
    name: "option",
    value: { kind: "number", min: 1, max: DIALS.options.max, counted: true },
    description: "Of the answers that are there to choose from, this one, counted from 1, row after row.",
    state: () => null,
    command: (option) => ({ tag: "command", command: "choose", option: Number(option) - 1 }),
  },
  {
    name: "restart",
    value: { kind: "trigger" },
    description: "Begins again: what was danced so far is forgotten.",
    state: () => null,
    command: () => ({ tag: "command", command: "restart" }),
  },
  ...KNOBS.map(knobCue),
  {
    name: "blend",
    value: { kind: "blend" },
    description: "Styles of the model that the partner dances in, by weight; none for the dancer's own.",
    state: ({ blend }) => blend.map(({ style, weight }) => `${style}:${weight}`).join(", "),
    command: (blend) => ({ tag: "command", command: "blend", blend: blend as readonly StyleWeight[] }),
  },
  {
    name: "model",
    value: { kind: "name", of: "models" },
    description:
      "Another of the models that lie beside the one in the settings; the partner goes on with it once it has loaded.",
    state: ({ model }) => model,
    command: (model) => ({ tag: "command", command: "model", model: String(model) }),
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
    state: ({ frozen }) => frozen,
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

function knobCue(knob: Knob): Cue {
  return {
    name: knob.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    value: knobValue(knob),
    description: `The setting \`${knob}\`, while the show runs.`,
    state: ({ knobs }) => knobs[knob],
    command: (value) => ({ tag: "command", command: "set", ...({ knob, value } as Turned) }),
  };
}

function knobValue(knob: Knob): CueValue {
  if (knob in CHOICES) return { kind: "choice", names: CHOICES[knob as Choice] };
  if (!(knob in DIALS)) return { kind: "switch" };
  const { min, max } = DIALS[knob as Dial];
  return { kind: "number", min, max, counted: isCounted(knob as Dial) };
}

/** Why a cue's arguments are not what it wants, in words for its sender. */
export class CueRefused extends Error {}

/**
 * The cue's command with these arguments; null for a button that comes up.
 * @throws CueRefused
 */
export function commandOf(
  { value, command }: Cue,
  args: readonly OscValue[],
  show: ShowState,
): Command | null {
  const [given] = args;
  if (args.length > 1) throw new CueRefused(`expected ${expected(value)}, found ${args.length} arguments`);
  if (value.kind === "trigger") return given === 0 || given === false ? null : command(true);
  const accepted = accept(value, given, show);
  if (accepted === null) throw new CueRefused(`expected ${expected(value, show)}, found ${shown(given)}`);
  return command(accepted);
}

function accept(value: CueValue, given: OscValue | undefined, show: ShowState): Accepted | null {
  const number = typeof given === "number" && Number.isFinite(given) ? given : null;
  switch (value.kind) {
    case "choice":
      if (typeof given === "string") return value.names.includes(given) ? given : null;
      return number === null ? null : (value.names[number] ?? null);
    case "name":
      return typeof given === "string" && show[value.of].includes(given) ? given : null;
    case "blend":
      return typeof given === "string" ? blendIn(given, show.styles) : null;
    case "number": {
      if (number === null || (value.counted && !Number.isInteger(number))) return null;
      return Math.min(value.max, Math.max(value.min, number));
    }
    case "switch":
      if (typeof given === "boolean") return given;
      return number === null || number < 0 || number > 1 ? null : number >= 0.5;
    case "trigger":
      return true;
  }
}

function blendIn(text: string, styles: readonly string[]): readonly StyleWeight[] | null {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  try {
    const blend = parts.map((part) => parseStyleWeight(part.trim()));
    return blend.every(({ style }) => styles.includes(style)) ? blend : null;
  } catch {
    return null;
  }
}

/** In words, for errors and the reference. @param show where it runs: then names are told that only it knows. */
export function expected(value: CueValue, show?: ShowState): string {
  const among = (names: readonly string[] | undefined) => (names ? ` among ${names.join(", ")}` : "");
  switch (value.kind) {
    case "choice":
      return `\`s\` ${value.names.map((name) => `"${name}"`).join(" or ")}, or \`i\` 0 to ${value.names.length - 1}`;
    case "name":
      return `\`s\` a name${among(show?.[value.of])}`;
    case "blend":
      return `\`s\` ${STYLE_WEIGHT_FORM}, with commas between, or ""; styles${among(show?.styles) || " of the model"}`;
    case "number":
      return `\`${value.counted ? "i" : "f"}\` ${value.min} to ${value.max}`;
    case "switch":
      return "`i` 0 or 1, or `T` or `F`";
    case "trigger":
      return "no argument, or `i` 1";
  }
}

function shown(given: OscValue | undefined): string {
  if (given === undefined) return "none";
  if (given instanceof Uint8Array) return "a blob";
  return typeof given === "string" ? `"${given.slice(0, 40)}"` : String(given);
}
