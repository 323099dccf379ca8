import type { PlaceDirection } from "../../../../shared/practice.ts";
import { smoothed } from "../parts/steady.ts";
import type { Known } from "./stretches.ts";

/** A place is told over so much, standard deviation in moments. */
const OVER = 15;
/** What is left of a difference lasts for so many moments: as many count as one. */
const LASTING = 9;
/** How many moments a Gaussian mean is as good as, per moment of its standard deviation. */
const WORTH = 2 * Math.sqrt(Math.PI);

/** The axes of the body, and what the two ways along each are called by her. */
export const WAYS: readonly (readonly [PlaceDirection, PlaceDirection])[] = [
  ["left", "right"],
  ["up", "down"],
  ["forward", "back"],
];

/**
 * How far something is off along each axis around each moment, metres.
 * @param off as it is at each moment, [moments, 3]: to her left, up, ahead; NaN where it is not known
 */
export function placeAlong(off: Float32Array): readonly Known[] {
  const means = smoothed(off, 3, OVER);
  const left = smoothed(
    off.map((value, i) => (value - means[i]!) ** 2),
    3,
    OVER,
  );
  const moments = off.length / 3;
  return WAYS.map((_, axis) => {
    const of = (values: Float32Array) =>
      Float32Array.from({ length: moments }, (__, moment) => values[3 * moment + axis]!);
    const isKnown = of(off);
    return {
      value: of(means).map((value, moment) => (Number.isNaN(isKnown[moment]!) ? Number.NaN : value)),
      deviation: of(left).map((variance) => Math.sqrt((variance * LASTING) / (WORTH * OVER))),
    };
  });
}

/** Mean along one axis over some moments. */
export function meanOff(off: Float32Array, axis: number, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let moment = from; moment < to; moment++) {
    const value = off[3 * moment + axis]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
