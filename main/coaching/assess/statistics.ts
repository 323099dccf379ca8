/** Of sorted values, between neighbours where need be (type 7 of Hyndman and Fan 1996); NaN of none. */
function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(place)] ?? below) - below) * (place % 1);
}

/** The same of values in any order; those that are no numbers do not count. */
export const quantileOf = (values: Iterable<number>, share: number): number =>
  quantilesOf(values, [share])[0]!;

export function quantilesOf(values: Iterable<number>, shares: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return shares.map((share) => quantile(sorted, share));
}

export const medianOf = (values: Iterable<number>): number => quantileOf(values, 0.5);

/** NaN of none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Standard deviation of a population. */
export function deviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return Math.sqrt(sum / values.length);
}

/**
 * Stretches of so many frames, each beginning half a stretch after the one before; one that is as long as all where that
 * is shorter. What is measured in them does not depend on how long a take is.
 */
export function stretchesOf(
  frames: number,
  length: number,
): readonly (readonly [from: number, to: number])[] {
  if (frames <= length) return [[0, frames]];
  const count = Math.floor((frames - length) / (length / 2)) + 1;
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * length) / 2);
    return [from, from + length] as const;
  });
}
