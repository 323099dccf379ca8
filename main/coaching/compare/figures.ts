import { BODY_PARTS, type BodyPart } from "../../../shared/body-parts.ts";
import type { PassFigures } from "../../../shared/practice.ts";
import type { Comparison } from "./comparison.ts";
import { sizeOver } from "./differ/size.ts";
import { type Swings, swingsOf } from "./differ/swings.ts";
import { latenessBehind, meanKnown } from "./differ/timing-differences.ts";
import type { Matched } from "./parts/shapes.ts";
import type { PartTiming, Timing } from "./timing/timing.ts";

/** A size is not told where it is not known to this. */
const KNOWN_SIZE = 0.1;

export const eachPart = <T>(of: (part: BodyPart) => T): Record<BodyPart, T> =>
  Object.fromEntries(BODY_PARTS.map((part) => [part, of(part)])) as Record<BodyPart, T>;

export function figuresOf(
  { whole, parts, due }: Timing,
  matched: Readonly<Record<BodyPart, Matched>>,
  off: Comparison["off"],
  speed: number,
): PassFigures {
  const late = (of: PartTiming) => {
    const mean = meanKnown(latenessBehind(of, due));
    return mean === null ? null : mean / speed;
  };
  return {
    late: { ...eachPart((part) => late(parts[part])), whole: late(whole) },
    size: eachPart((part) => known(swingsOf(part, matched[part]))),
    off: { ...eachPart((part) => meanOf(off[part])), weight: meanOf(off.weight) },
  };
}

function known(swings: Swings): number | null {
  const { ratio, deviation } = sizeOver(swings);
  return deviation < KNOWN_SIZE ? ratio : null;
}

/** Mean of what is known; 0 where nothing is. */
function meanOf(values: Float32Array): number {
  const all = values.filter((value) => !Number.isNaN(value));
  return all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
}
