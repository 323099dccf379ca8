import type { Seconds } from "../../../../shared/pose.ts";

export const MAX_INT = 0x7fffffff;

/** One number of a message. Only ints and floats are sent: older receivers read nothing else. */
export interface Argument {
  /** Words separated by spaces, which become the parts of an address where every value has its own. */
  readonly name: string;
  /** Always sent as this type, even when a float happens to be whole. */
  readonly type: "i" | "f";
  /** The number is clamped to this range. */
  readonly min: number;
  readonly max: number;
  /** 0..1 is a share of something, which a destination may want as 0..100 or 0..255. */
  readonly scales?: boolean;
  /** Usual time constant of its smoothing; none where missing. An int is never smoothed by a destination's own. */
  readonly smoothing?: Seconds;
  /** After 1 comes 0 again, as with an angle. */
  readonly circular?: boolean;
  /** Where the line's own description does not cover it. */
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
  "generators",
  "music",
  "practice",
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * What a destination gets that says nothing of groups. Of those that came later, one that would move what whole messages
 * hold is left out; music and practice have messages of their own, and none while there never was any.
 */
export const USUAL_GROUPS = GROUPS.filter((group) => group !== "generators");

/** When a message is sent; `present` is each frame in which the figure is there, `music` and `practice` each once there was any. */
export type When = "frame" | "present" | "music" | "practice" | "event" | "2 Hz";

/** One line of the address table: what is sent where, and how it follows from `Subject`. */
export interface Address<Subject> {
  /** Begins after the prefix; `{n}` stands for the slot, 1 to 6. */
  readonly path: string;
  readonly group: Group;
  readonly when: When;
  readonly args: readonly Argument[];
  readonly description: string;
  /** A number for each argument. One that is missing or not finite keeps the value that it had before. */
  readonly read: (subject: Subject) => readonly number[];
}

export function int(name: string, min: number, max: number): Argument {
  return { name, type: "i", min, max };
}

export function float(name: string, min: number, max: number): Argument {
  return { name, type: "f", min, max };
}

/** A float that is a share of something at 0..1, though its range may be wider. */
export function share(name: string, min = 0, max = 1): Argument {
  return { name, type: "f", min, max, scales: true };
}
