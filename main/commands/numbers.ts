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

/** Parser of an option's value: width and height of a picture, in pixels. */
export function pictureSize(text: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/i.exec(text.trim()) ?? [];
  if (width !== undefined && height !== undefined) return { width: Number(width), height: Number(height) };
  throw new InvalidArgumentError(`Found "${text}", expected width and height, such as 1920x1080.`);
}

/** Parser of an option's value: a path, which is read later. */
export function fileName(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It is empty, expected a file.");
}

function parser(expected: string, accepts: (value: number) => boolean): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (accepts(value)) return value;
    throw new InvalidArgumentError(`Found "${text}", expected ${expected}.`);
  };
}
