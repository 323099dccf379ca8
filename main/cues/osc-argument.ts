import type { ArgumentValue, CommandArgument } from "../../shared/commands/argument.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import { parseStyleWeight, STYLE_WEIGHT_FORM, type StyleWeight } from "../../shared/commands/style-weight.ts";
import { clamp } from "../../shared/numbers.ts";
import type { OscValue } from "../outputs/osc/read-packet.ts";

/*
 * Arguments of commands as OSC carries them. More is understood than the reference says, because consoles differ in
 * what their faders and buttons can send: a choice by number, a switch as a number, a number beyond its range.
 */

/** The argument in what was sent; null where it is none. */
export function readArgument(
  argument: CommandArgument,
  given: OscValue | undefined,
  show: ShowState,
): ArgumentValue | null {
  const number = typeof given === "number" && Number.isFinite(given) ? given : null;
  switch (argument.kind) {
    case "choice":
      if (typeof given === "string") return argument.names.includes(given) ? given : null;
      return number === null ? null : (argument.names[number] ?? null);
    case "model":
      return typeof given === "string" && show.models.includes(given) ? given : null;
    case "styles":
      return typeof given === "string" ? readBlend(given, show.styles) : null;
    case "number": {
      const { min, max, whole } = argument;
      if (number === null || (whole && !Number.isInteger(number))) return null;
      return clamp(number, min, max);
    }
    case "switch":
      if (typeof given === "boolean") return given;
      return number === null || number < 0 || number > 1 ? null : number >= 0.5;
    case "trigger":
      return undefined;
  }
}

function readBlend(text: string, styles: readonly string[]): readonly StyleWeight[] | null {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  try {
    const blend = parts.map((part) => parseStyleWeight(part.trim()));
    return blend.every(({ style }) => styles.includes(style)) ? blend : null;
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
    case "styles":
      return `\`s\` ${STYLE_WEIGHT_FORM}, with commas between, or ""; styles${among(show?.styles) || " of the model"}`;
    case "number":
      return `\`${argument.whole ? "i" : "f"}\` ${argument.min} to ${argument.max}`;
    case "switch":
      return "`i` 0 or 1, or `T` or `F`";
    case "trigger":
      return "no argument, or `i` 1";
  }
}

/** What was sent instead, in words. */
export function found(given: OscValue | undefined): string {
  if (given === undefined) return "none";
  if (given instanceof Uint8Array) return "a blob";
  return typeof given === "string" ? `"${given.slice(0, 40)}"` : String(given);
}
