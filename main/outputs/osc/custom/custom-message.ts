import type { Seconds } from "../../../../shared/pose.ts";
import type { StageEvent } from "../../../../shared/stage.ts";
import type { Rate } from "../rate-limiter.ts";
import type { Corners, CurveName } from "./curve.ts";

export const OCCASIONS = [
  "frame",
  "enter",
  "leave",
  "phrase-start",
  "phrase-end",
] as const satisfies readonly ("frame" | StageEvent["event"])[];

/** One message of a technician's own: which numbers, to which address, when. */
export interface Line {
  readonly on: (typeof OCCASIONS)[number];
  /** Once, for everybody who is there, or for whoever holds a slot whether there or not. */
  readonly each: "scene" | "person" | "partner" | number;
  /** `{n}` stands for the slot. */
  readonly address: string;
  readonly args: readonly LineArgument[];
  /** As often as the destination where missing. */
  readonly rate?: Rate;
}

export type LineArgument =
  | { readonly s: string }
  | (Bent & { readonly i: string | number })
  | (Bent & { readonly f: string | number });

/** What becomes of a number on its way; without it a number is sent as it is. */
export interface Bent {
  readonly curve?: CurveName | Corners;
  /** What the least and the most of it become. */
  readonly between?: readonly [number, number];
  readonly smoothing?: Seconds;
  /** One argument for each person who is there, instead of one. */
  readonly every?: boolean;
}

/** The usual one: a signal, through a curve, to one argument of an address. */
export interface Mapping extends Pick<Bent, "curve" | "between" | "smoothing"> {
  readonly signal: string;
  readonly address: string;
  readonly type?: "i" | "f";
  /** Whose signal: the slot, 1 where missing. */
  readonly person?: number;
  /** All arguments, where there are others: words and numbers that stay, and "value" where the signal goes. */
  readonly args?: readonly (string | number)[];
  readonly rate?: Rate;
}

export const VALUE = "value";

export function lineOf({ signal, address, type = "f", person = 1, args = [VALUE], ...rest }: Mapping): Line {
  const { rate, ...bent } = rest;
  return {
    on: "frame",
    each: person,
    address,
    args: args.map((argument) => {
      if (argument === VALUE) return type === "i" ? { i: signal, ...bent } : { f: signal, ...bent };
      if (typeof argument === "string") return { s: argument };
      return Number.isInteger(argument) ? { i: argument } : { f: argument };
    }),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** The names of the numbers that a line sends. */
export function namesIn({ args }: Line): readonly string[] {
  return args
    .map((argument) => ("s" in argument ? null : "i" in argument ? argument.i : argument.f))
    .filter((value) => typeof value === "string");
}
