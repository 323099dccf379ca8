import { clamp } from "../../../shared/numbers.ts";
import type { Address, Argument, SetArgument } from "./address.ts";

/** Counts up when numbers begin anew, so that nobody smooths from one person to another. */
export interface Life {
  count: number;
}

/** The numbers that one line of the table has now: what every destination's messages are made from. */
export class Row<Subject> {
  readonly address: Address<Subject>;
  /** One a argument, within its range. */
  readonly values: Float64Array;
  readonly life: Life;
  readonly cells: readonly Cell[];
  /** The same, smoothed as is usual for each. */
  usual: readonly Cell[];

  constructor(
    address: Address<Subject>,
    values: Float64Array = new Float64Array(address.args.length),
    life: Life = { count: 0 },
  ) {
    this.address = address;
    this.values = values;
    this.life = life;
    for (const [index, { min, max }] of address.args.entries()) values[index] = clamp(0, min, max);
    this.cells = address.args.map((argument, index) => ({ argument, row: this, index }));
    this.usual = this.cells;
  }

  /** Brings the numbers up to date. One that is not finite stays as it was. */
  fill(subject: Subject): void {
    this.address.fill(subject, this.#set);
  }

  readonly #set: SetArgument = (index, value) => {
    const argument = this.address.args[index];
    if (argument === undefined) throw new RangeError(`${this.address.path} has no argument ${index}`);
    if (!Number.isFinite(value)) return;
    const held = clamp(value, argument.min, argument.max);
    this.values[index] = held;
  };
}

/** One number of a row, as messages take them. */
export interface Cell {
  readonly argument: Argument;
  readonly row: { readonly values: Float64Array; readonly life: Life };
  readonly index: number;
}
