import type { Box } from "../../../shared/grid.ts";

export const AREA_FORM =
  'x,y,width,height from the upper left corner, each 0 to 1 of the picture, for example "0,0.1,0.3,0.5"';

/** @throws Error at anything but four numbers that say which part of the picture is meant. */
export function parseArea(text: string): Box {
  const numbers = text
    .split(",")
    .map((part) => (/^\s*(\d+\.?\d*|\.\d+)\s*$/.test(part) ? Number(part) : Number.NaN));
  const [x, y, width, height] = numbers as [number, number, number, number];
  const isArea = numbers.length === 4 && numbers.every((number) => number >= 0 && number <= 1);
  if (!isArea || width === 0 || height === 0) throw new Error(`no area of a picture: ${text}`);
  return { x, y, width, height };
}
