import { stemOf } from "../../../shared/stem.ts";
import { type Estimate, estimatedMean } from "./bootstrap.ts";
import type { Seed } from "./seeds.ts";

/** By the generator's name, or "real". */
export type Values = Readonly<Record<string, Estimate>>;

/** A figure of the seeds of one style, or of one take. */
export interface Group {
  readonly name: string;
  readonly samples: number;
  readonly values: Values;
}

/** A figure of all seeds, and the same of every style and of every take. */
export interface Grouped {
  readonly samples: number;
  readonly values: Values;
  readonly byStyle: readonly Group[];
  readonly byTake: readonly Group[];
}

/** What the samples of a figure have in common. */
export const GROUPINGS = ["style", "take"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** @param values of a figure, of the seeds of these indices alone. */
export function grouped(seeds: readonly Seed[], values: (of: Uint32Array) => Values): Grouped {
  const all = Uint32Array.from(seeds, (_, index) => index);
  const by = (nameOf: (seed: Seed) => string): readonly Group[] =>
    [...Map.groupBy(all, (index) => nameOf(seeds[index]!))]
      .map(([name, own]) => ({ name, samples: own.length, values: values(Uint32Array.from(own)) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    samples: seeds.length,
    values: values(all),
    byStyle: by(({ take }) => take.style),
    byTake: by(({ take }) => stemOf(take.track.name)),
  };
}

/** Of each generator. */
export function eachOf<Own>(
  own: ReadonlyMap<string, Own>,
  value: (own: Own, name: string) => Estimate,
): Values {
  return Object.fromEntries([...own].map(([name, one]) => [name, value(one, name)]));
}

/** The mean of a value of each seed's own, of every generator. */
export function groupedMeans<Own>(
  seeds: readonly Seed[],
  by: ReadonlyMap<string, readonly Own[]>,
  value: (own: Own, index: number) => number,
): Grouped {
  const found = new Map([...by].map(([name, own]) => [name, Float64Array.from(own, value)]));
  return grouped(seeds, (of) => eachOf(found, (values) => estimatedMean(values, of)));
}
