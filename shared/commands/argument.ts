import { clamp } from "../numbers.ts";
import { parseBlend, type StyleWeight } from "./style-weight.ts";

export interface ChoiceArgument<Name extends string = string> {
  readonly kind: "choice";
  readonly names: readonly Name[];
}

export interface NumberArgument {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  /** What one press of a key adds. */
  readonly step: number;
  readonly unit: string;
  /** Whether it counts something: whole numbers only. */
  readonly whole: boolean;
}

/** Arguments that need no more said; a trigger takes nothing. */
interface PlainArgument<Kind extends "switch" | "trigger" | "styles" | "model" | "take"> {
  readonly kind: Kind;
}

/** Characters; more than a name of a file or a folder may have. */
const MAX_NAME = 255;
/** A bare name with the ending of a take or a piece; whether a file may be called so is judged where they lie. */
const TAKE_OR_PIECE = /^[^/\\\p{Cc}]+\.(take\.ndjson(\.gz)?|piece\.json)$/u;

/** What a command takes. */
export type CommandArgument =
  | ChoiceArgument
  | NumberArgument
  | PlainArgument<"switch">
  | PlainArgument<"trigger">
  | PlainArgument<"styles">
  | PlainArgument<"model">
  | PlainArgument<"take">;

interface ValueOfKind {
  readonly choice: string;
  readonly number: number;
  readonly switch: boolean;
  readonly trigger: undefined;
  /** None for the dancer's own. */
  readonly styles: readonly StyleWeight[];
  /** Name of one of the models that can take the place of the one that dances. */
  readonly model: string;
  /** Name of a file in the folder of takes: a take, or a piece. */
  readonly take: string;
}

/** What such an argument is in the program. */
export type ValueOf<A extends CommandArgument> =
  A extends ChoiceArgument<infer Name> ? Name : ValueOfKind[A["kind"]];

export type ArgumentValue = ValueOf<CommandArgument>;

export const oneOf = <const Name extends string>(names: readonly Name[]): ChoiceArgument<Name> => ({
  kind: "choice",
  names,
});

export const numberBetween = (min: number, max: number, step: number, unit = ""): NumberArgument => ({
  ...{ kind: "number", min, max, step, unit, whole: false },
});

export const wholeNumberBetween = (min: number, max: number): NumberArgument => ({
  ...{ kind: "number", min, max, step: 1, unit: "", whole: true },
});

export const ON_OFF = { kind: "switch" } as const;
export const TRIGGER = { kind: "trigger" } as const;
export const STYLES = { kind: "styles" } as const;
export const MODEL = { kind: "model" } as const;
export const TAKE = { kind: "take" } as const;

/** The argument in something unknown; null where it is none, or out of range. */
export function parseValue(argument: CommandArgument, value: unknown): ArgumentValue | null {
  switch (argument.kind) {
    case "choice":
      return argument.names.includes(value as string) ? (value as string) : null;
    case "number": {
      const { min, max, whole } = argument;
      if (typeof value !== "number" || !(value >= min && value <= max)) return null;
      return whole && !Number.isInteger(value) ? null : value;
    }
    case "switch":
      return typeof value === "boolean" ? value : null;
    case "trigger":
      return undefined;
    case "styles":
      return parseBlend(value);
    // Which there are is known only where their folder is.
    case "model":
      return typeof value === "string" && value.length <= MAX_NAME ? value : null;
    case "take":
      return typeof value === "string" && value.length <= MAX_NAME && TAKE_OR_PIECE.test(value)
        ? value
        : null;
  }
}

/** One step up or down within the range, round the names of a choice, or the other way of a switch. */
export function stepped(
  argument: ChoiceArgument | NumberArgument | PlainArgument<"switch">,
  value: ArgumentValue,
  by: 1 | -1,
): string | number | boolean {
  switch (argument.kind) {
    case "choice": {
      const { names } = argument;
      return names[(names.indexOf(value as string) + by + names.length) % names.length]!;
    }
    case "number": {
      const { min, max, step } = argument;
      const next = Math.round(Number(value) / step + by) * step;
      // Without the rounding errors of the product.
      return clamp(Number(next.toFixed(6)), min, max);
    }
    case "switch":
      return !value;
  }
}
