/** A quantity over time, looked at evenly. */
export interface Trend {
  /** Its median in the sixth of the time after the first, in which things are loaded and compiled, and in the last. */
  readonly early: number;
  readonly late: number;
  /** late / early - 1. */
  readonly growth: number;
}

/** @param values of a whole run, at least a dozen */
export function trendOf(values: readonly number[]): Trend {
  const sixth = Math.floor(values.length / 6);
  const early = median(values.slice(sixth, 2 * sixth));
  const late = median(values.slice(-sixth));
  return { early, late, growth: late / early - 1 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
