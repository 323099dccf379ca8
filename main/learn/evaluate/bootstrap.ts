import { type Random, seededRandom } from "../../motion/random.ts";

/** A figure and its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;
const OUTSIDE = 0.05;

/**
 * Percentile bootstrap (Efron 1979): `figure` of the samples, and of samples drawn from them with replacement.
 * @param figure of samples given by their indices, which may come more than once.
 */
export function bootstrap(
  samples: number,
  figure: (indices: ArrayLike<number>) => number,
  resamples = RESAMPLES,
  random: Random = seededRandom(samples),
): Estimate {
  const value = figure(Uint32Array.from({ length: samples }, (_, index) => index));
  const drawn = new Uint32Array(samples);
  const found = new Float64Array(resamples);
  for (let round = 0; round < resamples; round++) {
    for (let index = 0; index < samples; index++) drawn[index] = Math.floor(random() * samples);
    found[round] = figure(drawn);
  }
  found.sort();
  return { value, low: quantile(found, OUTSIDE / 2), high: quantile(found, 1 - OUTSIDE / 2) };
}

/** Mean of values, one a sample. */
export function estimatedMean(values: ArrayLike<number>): Estimate {
  return bootstrap(values.length, (indices) => meanAt(values, indices));
}

/** Ratio of two means over the same samples. */
export function estimatedRatio(above: ArrayLike<number>, below: ArrayLike<number>): Estimate {
  return bootstrap(above.length, (indices) => meanAt(above, indices) / meanAt(below, indices));
}

/** A figure without sampling error. */
export const exactly = (value: number): Estimate => ({ value, low: value, high: value });

function meanAt(values: ArrayLike<number>, indices: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += values[indices[i]!]!;
  return sum / indices.length;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Of sorted values, between neighbours where need be (type 7 of Hyndman and Fan 1996, as numpy has it). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

export const median = (values: Iterable<number>): number => quantile(Float64Array.from(values).sort(), 0.5);
