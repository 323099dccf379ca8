import type { SmoothDance } from "../smooth-dance.ts";

export const MEASURE_GROUPS = [
  "rhythm",
  "fluency",
  "range",
  "space",
  "levels",
  "balance",
  "symmetry",
  "variety",
  "effort",
] as const;
export type MeasureGroup = (typeof MEASURE_GROUPS)[number];

/** What has to be known of a dance, beyond its body. */
export const NEEDS = ["room", "arms", "legs", "feet", "music"] as const;
export type Need = (typeof NEEDS)[number];

/** One thing that is measured of a dance. */
export interface Measure {
  /** One word, by which weights and tables name it. */
  readonly name: string;
  readonly group: MeasureGroup;
  /** What a larger value means, in a sentence. */
  readonly what: string;
  /** What it is in; empty for a bare number. */
  readonly unit: string;
  /** Who defined it. */
  readonly source: string;
  readonly needs: readonly Need[];
  /** Least and largest value that it can have. */
  readonly bounds: readonly [number, number];
  /**
   * What is gathered of a dance, always as many numbers of dances of one length. Noise is taken off these: means of squares
   * and of products are what it raises evenly, whereas a root or a ratio of them is not.
   */
  gather(dance: SmoothDance): ArrayLike<number>;
  /** The value, of what was gathered. NaN where it has no meaning, as the steadiness of somebody who stands still. */
  value(gathered: ArrayLike<number>): number;
}

/** A value that is gathered as it is. */
export const directly = (of: (dance: SmoothDance) => number): Pick<Measure, "gather" | "value"> => ({
  gather: (dance) => [of(dance)],
  value: (gathered) => gathered[0]!,
});

export const NOT_NEGATIVE = [0, Number.POSITIVE_INFINITY] as const;
export const PERCENT = [0, 100] as const;
