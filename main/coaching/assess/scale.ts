import { quantilesOf } from "./statistics.ts";

/** Shares of the archive's stretches whose values a scale has: from the least to the largest. */
export const DECILES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** How the same dances were seen twice, each time with other noise of a poor camera. */
export const SEEN_AS = ["30", "15", "recorded"] as const;
export type SeenAs = (typeof SEEN_AS)[number];

/** How well a measure can be told through a camera, in standard deviations of the archive. */
export interface Repeatability {
  /** Standard deviation of two of the same dance. */
  readonly spread: number;
  /** By how much most are off what they are without noise: the median. */
  readonly off: number;
}

export interface MeasureScale {
  /** By style, deciles of the stretches from least to largest; a style is missing where the measure has no meaning in it. */
  readonly styles: Readonly<Record<string, readonly number[]>>;
  /** The same of all of them; null where the archive cannot say. */
  readonly all: readonly number[] | null;
  readonly repeatability: Readonly<Record<SeenAs, Repeatability>>;
}

/** What an archive's dances are like. */
export interface Scale {
  readonly source: string;
  readonly licence: string;
  /** By style, how many stretches of dance were measured. */
  readonly stretches: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** By the name of the measure. */
  readonly measures: Readonly<Record<string, MeasureScale>>;
}

/** What scatters by more than this share of the archive's spread, or is off by as much, is not shown. */
export const MOST = 0.3;

/** Whether a camera can tell a measure, a slow one too. */
export const isTold = ({ repeatability }: MeasureScale): boolean =>
  SEEN_AS.every((as) => repeatability[as].spread <= MOST && Math.abs(repeatability[as].off) <= MOST);

export const decilesOf = (values: Iterable<number>): readonly number[] => quantilesOf(values, DECILES);

/** Which percent of a scale's stretches have less: 0 to 100, between deciles where need be. */
export function percentileIn(deciles: readonly number[], value: number): number {
  const below = deciles.findLastIndex((decile) => decile <= value);
  if (below < 0) return 0;
  const [from, to] = [deciles[below]!, deciles[below + 1]];
  return to === undefined ? 100 : 10 * (below + (value - from) / (to - from || 1));
}

/** The styles of which the middle eight tenths hold a value. */
export const stylesWith = ({ styles }: MeasureScale, value: number): readonly string[] =>
  Object.keys(styles).filter((style) => value >= styles[style]![1]! && value <= styles[style]![9]!);
