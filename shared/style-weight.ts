import { MOST_WEIGHT, type StyleWeight } from "./knobs.ts";

export const STYLE_WEIGHT_FORM = `style:weight with a weight up to ${MOST_WEIGHT}, for example "salsa:0.5"`;

/** @throws Error at anything but a name, a colon and a number from 0 to 1000. */
export function parseStyleWeight(text: string): StyleWeight {
  const [, style, weight] = /^([^:]+):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (style === undefined || Number(weight) > MOST_WEIGHT) throw new Error(`no style and weight: ${text}`);
  return { style, weight: Number(weight) };
}
