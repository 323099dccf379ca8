import {
  type ArgumentValue,
  type CommandArgument,
  type NumberArgument,
  stepped,
} from "../commands/argument.ts";
import type { ShowState } from "../commands/controls.ts";
import { nextBlend, type StyleWeight } from "../commands/style-weight.ts";
import { type CommandName, definitionOf } from "../commands/table.ts";
import { clamp } from "../numbers.ts";
import type { Span } from "./place.ts";

/** Of what numbers are after they were written and read again. */
const ROUNDING = 1e-6;

export function isSameValue(one: ArgumentValue, other: ArgumentValue): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) < ROUNDING;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** One step on from a command's value, as a key steps it; null where there is none, or none that is not refused. */
export function nextValue(
  name: CommandName,
  value: ArgumentValue,
  by: 1 | -1,
  show: ShowState,
): ArgumentValue | null {
  const { argument, refusal } = definitionOf(name);
  if (argument.kind === "styles") return nextBlend(show.styles, value as readonly StyleWeight[], by);
  if (!isStepped(argument)) return null;
  let next = value;
  for (let tried = 0; tried < mostSteps(argument); tried++) {
    next = stepped(argument, next, by);
    if (refusal?.(next as never, show) == null) return isSameValue(next, value) ? null : next;
  }
  return null;
}

const isStepped = (argument: CommandArgument) =>
  argument.kind === "choice" || argument.kind === "number" || argument.kind === "switch";

/** Round the names; of what else there is, one step is all there is to try. */
const mostSteps = (argument: CommandArgument): number =>
  argument.kind === "choice" ? argument.names.length : 1;

/** A number so many steps on, within the ends that a control moves it between. */
export function turnedNumber(argument: NumberArgument, value: number, steps: number, span: Span): number {
  const [from, to] = [span.from ?? argument.min, span.to ?? argument.max];
  const { step } = argument;
  // A control whose ends are the other way round turns the other way round.
  const next = (Math.round(value / step) + (from <= to ? steps : -steps)) * step;
  return clamp(Number(next.toFixed(6)), Math.min(from, to), Math.max(from, to));
}
