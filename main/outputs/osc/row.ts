import { type Address, type Argument, clamp, type SetArgument } from "./address.ts";

/** The numbers that one line of the table has now: what every destination's messages are made from. */
export class Row<Subject> {
  readonly address: Address<Subject>;
  /** One a argument, within its range. */
  readonly values: Float64Array;
  /** Counts up when the numbers begin anew, so that nobody smooths from one person to another. */
  life = 0;

  constructor(address: Address<Subject>) {
    this.address = address;
    this.values = Float64Array.from(address.args, ({ min, max }) => clamp(0, min, max));
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
  readonly row: { readonly values: Float64Array; readonly life: number };
  readonly index: number;
}

export function cellsOf(row: Row<never>): readonly Cell[] {
  return row.address.args.map((argument, index) => ({ argument, row, index }));
}
