import { InvalidArgumentError } from "commander";

/** Parser of an option's value: a number within bounds. */
export function numberWithin(least: number, most: number): (text: string) => number {
  return parser(`a number from ${least} to ${most}`, (value) => value >= least && value <= most);
}

/** Parser of an option's value: a whole number within bounds. */
export function wholeNumberWithin(least: number, most: number): (text: string) => number {
  return parser(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );
}

function parser(expected: string, accepts: (value: number) => boolean): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (accepts(value)) return value;
    throw new InvalidArgumentError(`Found "${text}", expected ${expected}.`);
  };
}
