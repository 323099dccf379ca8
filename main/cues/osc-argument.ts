import { type ArgumentValue, type CommandArgument, parseValue } from "../../shared/commands/argument.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import {
  parseBlend,
  parseStyleWeight,
  STYLE_WEIGHT_FORM,
  type StyleWeight,
  unknownStyle,
} from "../../shared/commands/style-weight.ts";
import { clamp } from "../../shared/numbers.ts";
import { printable } from "../system/log/printable.ts";
import type { OscMessage, OscValue } from "../system/osc/read-packet.ts";

/*
 * Arguments of commands as OSC carries them. Consoles differ in what their faders and buttons can send, so a choice may
 * come by number, a switch and a button as a number, and a number beyond its range is held within it. What is of
 * another type than these (a blob, a 64-bit integer, a letter) is refused: it is not meant for here.
 */

/** The type tags that each kind of argument may have. */
const TYPES: Readonly<Record<CommandArgument["kind"], string>> = {
  choice: "si",
  model: "s",
  take: "s",
  styles: "s",
  number: "if",
  switch: "ifTF",
  // OSCQuery names a button `I`; some consoles send its ups and downs as they send a switch.
  trigger: "ifTFI",
};

/** An argument with its type tag; both are missing where a message has none. */
export interface SentArgument {
  readonly type: string | undefined;
  readonly value: OscValue | undefined;
}

/** The argument of a message that has one or none; null where there are more, or arrays. */
export function readSent({ types, args }: OscMessage): SentArgument | null {
  const isPlain = types.length === args.length && args.length <= 1;
  return isPlain ? { type: types[0], value: args[0] } : null;
}

/** A button that comes up again asks for nothing. */
export const isButtonUp = ({ kind }: CommandArgument, { type, value }: SentArgument): boolean =>
  kind === "trigger" && type !== undefined && TYPES.trigger.includes(type) && readSwitch(value) === false;

/** The argument in what was sent; null where it is none. */
export function readArgument(
  argument: CommandArgument,
  { type, value }: SentArgument,
  show: ShowState,
): ArgumentValue | null {
  if (type === undefined) return argument.kind === "trigger" ? undefined : null;
  if (!TYPES[argument.kind].includes(type)) return null;
  switch (argument.kind) {
    case "choice":
      if (typeof value === "string") return argument.names.includes(value) ? value : null;
      return typeof value === "number" ? (argument.names[value] ?? null) : null;
    case "model":
      return typeof value === "string" && show.models.includes(value) ? value : null;
    case "take":
      return typeof value === "string" ? parseValue(argument, value) : null;
    case "styles":
      return typeof value === "string" ? readBlend(value, show.styles) : null;
    case "number": {
      const { min, max, whole } = argument;
      if (typeof value !== "number" || !Number.isFinite(value)) return null;
      return whole && !Number.isInteger(value) ? null : clamp(value, min, max);
    }
    case "switch":
      return readSwitch(value);
    case "trigger":
      return readSwitch(value) ? undefined : null;
  }
}

/** null for what is neither on nor off. */
function readSwitch(value: OscValue | undefined): boolean | null {
  if (typeof value === "boolean") return value;
  return typeof value === "number" && value >= 0 && value <= 1 ? value >= 0.5 : null;
}

function readBlend(text: string, styles: readonly string[]): readonly StyleWeight[] | null {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  try {
    const blend = parseBlend(parts.map((part) => parseStyleWeight(part.trim())));
    return blend && unknownStyle(blend, styles) === undefined ? blend : null;
  } catch {
    return null;
  }
}

/** A value as `readArgument` would take it; null for none. */
export function writeArgument(value: ArgumentValue): string | number | boolean | null {
  if (value === undefined) return null;
  if (typeof value !== "object") return value;
  return value.map(({ style, weight }) => `${style}:${weight}`).join(", ");
}

/** In words, for errors and the reference. @param show where it runs: then names are told that only it knows. */
export function expected(argument: CommandArgument, show?: ShowState): string {
  const among = (names: readonly string[] | undefined) => (names ? ` among ${names.join(", ")}` : "");
  switch (argument.kind) {
    case "choice": {
      const { names } = argument;
      return `\`s\` ${names.map((name) => `"${name}"`).join(" or ")}, or \`i\` 0 to ${names.length - 1}`;
    }
    case "model":
      return `\`s\` a name${among(show?.models)}`;
    case "take":
      return "`s` a file name, such as `evening.piece.json`";
    case "styles":
      return `\`s\` ${STYLE_WEIGHT_FORM}, with commas between, or ""; styles${among(show?.styles) || " of the model"}`;
    case "number":
      return `\`${argument.whole ? "i" : "f"}\` ${argument.min} to ${argument.max}`;
    case "switch":
      return "`i` 0 or 1, `f` 0 to 1 (on from 0.5), or `T` or `F`";
    case "trigger":
      return "no argument, or `i` or `f` 1, `T` or `I`";
  }
}

/** What was sent instead, in words that can be shown anywhere. */
export function found({ type, value }: SentArgument): string {
  if (type === undefined) return "none";
  if (value instanceof Uint8Array) return "a blob";
  if (type === "s") return `"${printable(String(value), 40)}"`;
  return "if".includes(type) ? String(value) : `\`${type}\` ${printable(String(value), 40)}`;
}
