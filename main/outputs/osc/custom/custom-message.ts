import type { Seconds } from "../../../../shared/pose.ts";
import type { StageEvent } from "../../../../shared/stage.ts";
import type { Rate } from "../frame-rate-limiter.ts";
import type { Corners, CurveName } from "./curve.ts";

/** With each frame, as something happens to somebody, or with each beat or bar of the music. */
export const OCCASIONS = [
  "frame",
  "enter",
  "leave",
  "phrase-start",
  "phrase-end",
  "beat",
  "bar",
] as const satisfies readonly ("frame" | "beat" | "bar" | StageEvent["event"])[];

/** A message of the technician's own: which numbers, to which address, when. */
export interface CustomMessage {
  readonly on: (typeof OCCASIONS)[number];
  /** One message for the scene, for everybody who is there, or for a slot whether somebody holds it or not. */
  readonly each: "scene" | "person" | "partner" | number;
  /** `{n}` stands for the slot. */
  readonly address: string;
  readonly args: readonly CustomArgument[];
  /** As often as the destination where missing. */
  readonly rate?: Rate;
}

/** A word, or a number: a constant or the name of a quantity. */
export type CustomArgument = { readonly s: string } | NumericArgument;
export type NumericArgument =
  | (Conversion & { readonly i: string | number })
  | (Conversion & { readonly f: string | number });

/** How a quantity becomes an argument; where nothing is said it is sent as it is. */
export interface Conversion {
  readonly curve?: CurveName | Corners;
  /** What its least and its greatest value become. */
  readonly between?: readonly [number, number];
  readonly smoothing?: Seconds;
  /** One argument for each person who is there, instead of one. */
  readonly every?: boolean;
}

/** The usual custom message: a signal, through a curve, to one argument of an address. */
export interface Mapping extends Pick<Conversion, "curve" | "between" | "smoothing"> {
  readonly signal: string;
  readonly address: string;
  readonly type?: "i" | "f";
  /** Whose signal: the slot, 1 where missing. */
  readonly person?: number;
  /** All arguments, where there are others: constant words and numbers, and "value" where the signal goes. */
  readonly args?: readonly (string | number)[];
  readonly rate?: Rate;
}

const VALUE = "value";

export function mappedMessage({
  signal,
  address,
  type = "f",
  person = 1,
  args = [VALUE],
  ...rest
}: Mapping): CustomMessage {
  const { rate, ...conversion } = rest;
  return {
    on: "frame",
    each: person,
    address,
    args: args.map((argument) => {
      if (argument === VALUE)
        return type === "i" ? { i: signal, ...conversion } : { f: signal, ...conversion };
      if (typeof argument === "string") return { s: argument };
      return Number.isInteger(argument) ? { i: argument } : { f: argument };
    }),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** Type of an argument, and its constant or the name of its quantity. */
export function typed(argument: NumericArgument): {
  readonly type: "i" | "f";
  readonly value: string | number;
} {
  return "i" in argument ? { type: "i", value: argument.i } : { type: "f", value: argument.f };
}

/** The names of the quantities that a message sends. */
export function quantitiesIn({ args }: CustomMessage): readonly string[] {
  return args
    .map((argument) => ("s" in argument ? null : typed(argument).value))
    .filter((value) => typeof value === "string");
}
