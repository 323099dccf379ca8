import type { ComparedPart } from "../../../../shared/body-parts.ts";
import {
  type FigureKind,
  GOOD_WITHIN,
  type PassFigures,
  type PracticePass,
} from "../../../../shared/practice.ts";

/** What is followed over an evening: how late a part is, how large its movement is, and how far off it is. */
export const FIGURE_KINDS = ["late", "size", "off"] as const satisfies readonly FigureKind[];

/** Which parts are seen together: never more than three lines, so that each can be followed. */
export const AREAS = ["body", "arms", "legs"] as const;
export type Area = (typeof AREAS)[number];

const PARTS: Readonly<Record<Area, readonly ComparedPart[]>> = {
  body: ["whole", "weight", "trunk", "head"],
  arms: ["right_arm", "left_arm"],
  legs: ["right_leg", "left_leg"],
};

const UNITS: Readonly<Record<FigureKind, number>> = { late: 1000, size: 100, off: 100 };

/** The parts of an area of which there is such a figure: not every part has each. */
export function partsOf(area: Area, kind: FigureKind): readonly ComparedPart[] {
  const missing: Readonly<Record<FigureKind, readonly ComparedPart[]>> = {
    late: ["weight"],
    size: ["weight", "whole"],
    off: ["whole"],
  };
  return PARTS[area].filter((part) => !missing[kind].includes(part));
}

/** In the unit in which it is shown: milliseconds late, per cent of the reference's size, centimetres off; null: unknown. */
export function figureOf(figures: PassFigures, kind: FigureKind, part: ComparedPart): number | null {
  const value = (figures[kind] as Readonly<Partial<Record<ComparedPart, number | null>>>)[part] ?? null;
  return value === null ? null : value * UNITS[kind];
}

/** Of each pass in turn. */
export const seriesOf = (
  passes: readonly PracticePass[],
  kind: FigureKind,
  part: ComparedPart,
): (number | null)[] => passes.map(({ figures }) => figureOf(figures, kind, part));

/** Passes at either end of an evening that are taken together, so that one odd one says nothing. */
const TOGETHER = 3;

/**
 * How a figure was at first and how it came to be: medians of the first and the last passes in which it is known, of fewer
 * where there are not enough for both.
 * @returns null where it is known in less than two.
 */
export function changeOf(series: readonly (number | null)[]): readonly [first: number, last: number] | null {
  const known = series.filter((value) => value !== null);
  if (known.length < 2) return null;
  const count = Math.min(TOGETHER, Math.floor(known.length / 2));
  return [median(known.slice(0, count)), median(known.slice(-count))];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** What is good, from and to, as shown. */
export function goodBand(kind: FigureKind): Range {
  const middle = kind === "size" ? 1 : 0;
  return [middle - GOOD_WITHIN[kind], middle + GOOD_WITHIN[kind]].map((value) =>
    Math.max(kind === "late" ? Number.NEGATIVE_INFINITY : 0, Math.round(value * UNITS[kind])),
  ) as [number, number];
}

type Range = readonly [from: number, to: number];
/** What a plot of a kind shows at least, so that small differences do not look large: as shown. */
const AT_LEAST: Readonly<Record<FigureKind, Range>> = { late: [-100, 200], size: [70, 130], off: [0, 20] };
/** And at most, so that one pass that was quite another dance does not make the others flat. */
const AT_MOST: Readonly<Record<FigureKind, Range>> = { late: [-500, 500], size: [30, 200], off: [0, 50] };

/** Of the whole of a plot: left free above and below. */
const ROOM = 0.04;

/** One scale for every area of a kind: side by side a line is as high as it is large. */
export function scaleOf(passes: readonly PracticePass[], kind: FigureKind): Range {
  let [least, most] = AT_LEAST[kind];
  for (const part of AREAS.flatMap((area) => partsOf(area, kind)))
    for (const value of seriesOf(passes, kind, part)) {
      if (value === null) continue;
      least = Math.max(AT_MOST[kind][0], Math.min(least, value));
      most = Math.min(AT_MOST[kind][1], Math.max(most, value));
    }
  // So that no mark is cut off.
  const room = ROOM * (most - least);
  return [kind === "off" ? 0 : least - room, most + room];
}

/** Where the speed became another: of the first pass, and of each that is faster or slower than the one before. */
export function speedChanges(passes: readonly PracticePass[]): readonly { at: number; speed: number }[] {
  return passes.flatMap(({ speed }, at) => (speed === passes[at - 1]?.speed ? [] : [{ at, speed }]));
}
