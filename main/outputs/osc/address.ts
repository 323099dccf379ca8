/** As many people as have an address of their own. */
export const SLOTS = 6;

export const MAX_INT = 0x7fffffff;

/** One number of a message. Only ints and floats leave: older receivers read nothing else. */
export interface Argument {
  readonly name: string;
  /** Sent as this type always, even when a float happens to be whole. */
  readonly type: "i" | "f";
  /** What is sent is held within these. */
  readonly min: number;
  readonly max: number;
}

/** When a message is sent; `present` is each frame in which the figure is there. */
export type When = "frame" | "present" | "event" | "2 Hz";

/** One line of the address table: what is sent where, and how it follows from `Subject`. */
export interface Address<Subject> {
  /** Begins after the prefix; `{n}` stands for the slot, 1 to 6. */
  readonly path: string;
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
