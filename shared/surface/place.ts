import type { ArgumentValue, CommandArgument } from "../commands/argument.ts";
import { clamp, mix } from "../numbers.ts";

/** The ends of a number that a control is to move between. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/**
 * What a control that stands at `place`, 0 to 1, means for a command: a number of the range in its own steps, one of the
 * names by equal parts, on from the middle up.
 */
export function valueAtPlace(argument: CommandArgument, place: number, span: Span = {}): ArgumentValue {
  switch (argument.kind) {
    case "number": {
      const { from, to } = endsOf(argument, span);
      const { min, max, step } = argument;
      const exact = mix(from, to, place);
      // At an end it is that end, wherever the steps fall; without the rounding errors of the product.
      if (place <= 0 || place >= 1) return exact;
      return clamp(Number((Math.round(exact / step) * step).toFixed(6)), min, max);
    }
    case "choice":
      return argument.names[Math.min(argument.names.length - 1, Math.floor(place * argument.names.length))];
    case "switch":
      return place >= 0.5;
    default:
      return undefined;
  }
}

/** Where a control that stands at this value is, 0 to 1; null where there is no such place. */
export function placeOfValue(
  argument: CommandArgument,
  value: ArgumentValue,
  span: Span = {},
): number | null {
  if (value === undefined) return null;
  switch (argument.kind) {
    case "number": {
      const { from, to } = endsOf(argument, span);
      return from === to ? null : clamp((Number(value) - from) / (to - from));
    }
    case "choice": {
      const index = argument.names.indexOf(value as string);
      return index < 0 ? null : (index + 0.5) / argument.names.length;
    }
    case "switch":
      return value === true ? 1 : 0;
    default:
      return null;
  }
}

/** How near to the value a control has to come, 0 to 1: half a step, and no less than two of the 127 of MIDI. */
export function nearness(argument: CommandArgument, span: Span = {}): number {
  const least = 2 / 127;
  if (argument.kind === "choice") return Math.max(least, 0.5 / argument.names.length);
  if (argument.kind !== "number") return least;
  const { from, to } = endsOf(argument, span);
  return from === to ? 1 : Math.max(least, argument.step / 2 / Math.abs(to - from));
}

function endsOf({ min, max }: Extract<CommandArgument, { kind: "number" }>, span: Span) {
  return { from: span.from ?? min, to: span.to ?? max };
}
