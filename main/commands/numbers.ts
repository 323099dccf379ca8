import { InvalidArgumentError } from "commander";

/** Parser of an option's value: a number within bounds. */
export function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`found "${text}", expected a number from ${least} to ${most}`);
  };
}

/** Parser of an option's value: a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`found "${text}", expected a whole number from ${least} to ${most}`);
  };
}
