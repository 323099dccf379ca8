import { clamp } from "../../../../shared/numbers.ts";
import { Filter, type FilterSettings, type NumberSource } from "../filter.ts";
import type { Address } from "./address.ts";

/** A line of the table with the numbers that it has now. */
export interface TableLine extends NumberSource {
  readonly address: Address<never>;
}

/** The numbers of one line of the table as they were read last. */
export class Values<Subject> implements TableLine {
  readonly address: Address<Subject>;
  /** Within their ranges; as near to 0 as these allow before anything is known. */
  readonly numbers: number[];
  generation = 0;

  constructor(address: Address<Subject>) {
    this.address = address;
    this.numbers = address.args.map(({ min, max }) => clamp(0, min, max));
  }

  get args() {
    return this.address.args;
  }

  /** @param isNew the subject is another than the time before. */
  update(subject: Subject, isNew = false): void {
    if (isNew) this.generation++;
    for (const [i, value] of this.address.read(subject).entries()) {
      const { min, max } = this.args[i]!;
      if (Number.isFinite(value)) this.numbers[i] = clamp(value, min, max);
    }
  }
}

/** A line smoothed and scaled. */
export class FilteredLine extends Filter implements TableLine {
  readonly address: Address<never>;

  constructor(line: TableLine, settings: FilterSettings) {
    super(line, settings);
    this.address = line.address;
  }
}
