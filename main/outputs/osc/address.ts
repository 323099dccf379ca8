import type { Seconds } from "../../../shared/pose.ts";

export const MAX_INT = 0x7fffffff;

/** One number of a message. Only ints and floats leave: older receivers read nothing else. */
export interface Argument {
  /** Words apart by spaces, which become the parts of an address where every value has its own. */
  readonly name: string;
  /** Sent as this type always, even when a float happens to be whole. */
  readonly type: "i" | "f";
  /** What is sent is held within these. */
  readonly min: number;
  readonly max: number;
  /** 0..1 of it is something whole, which a destination may want as 0..100 or 0..255. */
  readonly scales?: boolean;
  /** Usual time constant of its smoothing; none where missing, and for an int the only one. */
  readonly smoothing?: Seconds;
  /** Past 1 it goes on at 0. */
  readonly circular?: boolean;
  /** Where the line's own does not say it. */
  readonly description?: string;
}

/** Which addresses a destination wants. */
export const GROUPS = [
  "frame",
  "events",
  "people",
  "partners",
  "keypoints",
  "phrase",
  "signals",
  "scene",
] as const;
export type Group = (typeof GROUPS)[number];

/** When a message is sent; `present` is each frame in which the figure is there. */
export type When = "frame" | "present" | "event" | "2 Hz";

/** One line of the address table: what is sent where, and how it follows from `Subject`. */
export interface Address<Subject> {
  /** Begins after the prefix; `{n}` stands for the slot, 1 to 6. */
  readonly path: string;
  readonly group: Group;
  readonly when: When;
  readonly args: readonly Argument[];
  readonly description: string;
  /** Sets each argument by its index; one that is left out keeps what it was in the message before. */
  readonly fill: (subject: Subject, set: SetArgument) => void;
}

export type SetArgument = (index: number, value: number) => void;

export function int(name: string, min: number, max: number): Argument {
  return { name, type: "i", min, max };
}

export function float(name: string, min: number, max: number): Argument {
  return { name, type: "f", min, max };
}

/** A float of which 0..1 is something whole, though it may reach beyond. */
export function share(name: string, min = 0, max = 1): Argument {
  return { name, type: "f", min, max, scales: true };
}
