import { type Random, seededRandom } from "../../motion/random.ts";

/** A figure and its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;
const OUTSIDE = 0.05;

/** The samples that are drawn of so many, a draw after the other: the same ones for every figure. */
const draws = new Map<number, Uint32Array>();

function drawn(samples: number): Uint32Array {
  const known = draws.get(samples);
  if (known) return known;
  const random: Random = seededRandom(samples);
  const all = Uint32Array.from({ length: RESAMPLES * samples }, () => Math.floor(random() * samples));
  draws.set(samples, all);
  return all;
}

/**
 * Percentile bootstrap (Efron 1979): `figure` of the samples, and of samples drawn from them with replacement.
 * @param figure of samples given by their indices, which may come more than once.
 */
export function bootstrap(samples: number, figure: (indices: Uint32Array) => number): Estimate {
  const value = figure(Uint32Array.from({ length: samples }, (_, index) => index));
  const all = drawn(samples);
  const found = Float64Array.from({ length: RESAMPLES }, (_, round) =>
    figure(all.subarray(round * samples, (round + 1) * samples)),
  );
  found.sort();
  return { value, low: quantile(found, OUTSIDE / 2), high: quantile(found, 1 - OUTSIDE / 2) };
}

/** Mean of values, one a sample. @param of the samples that are meant; all without. */
export function estimatedMean(values: ArrayLike<number>, of?: Uint32Array): Estimate {
  const own = at(values, of);
  return bootstrap(own.length, (indices) => meanAt(own, indices));
}

/** Ratio of two means over the same samples. */
export function estimatedRatio(
  above: ArrayLike<number>,
  below: ArrayLike<number>,
  of?: Uint32Array,
): Estimate {
  const [ownAbove, ownBelow] = [at(above, of), at(below, of)];
  return bootstrap(ownAbove.length, (indices) => meanAt(ownAbove, indices) / meanAt(ownBelow, indices));
}

const at = (values: ArrayLike<number>, of?: Uint32Array): Float64Array =>
  of ? Float64Array.from(of, (index) => values[index]!) : Float64Array.from(values);

/** A figure without sampling error. */
export const exactly = (value: number): Estimate => ({ value, low: value, high: value });

function meanAt(values: Float64Array, indices: Uint32Array): number {
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

/** Of metres. */
export const millimetres = (metres: Float64Array): Float64Array => metres.map((value) => 1000 * value);
