import type { Assessment } from "./assess.ts";
import { percentileIn, type Scale } from "./scale.ts";

/** A score that somebody built: which measures count, how much, and against whom. */
export interface ScoreWeights {
  readonly style: string;
  /** By the name of the measure; of a negative one less is better. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface Score {
  /** 0 to 100: mean percentile among the style's dances, by the weights. */
  readonly value: number;
  readonly style: string;
  /** Those that could not be told of this dance: they do not count. */
  readonly missing: readonly string[];
}

/** @returns null where none of the measures could be told. */
export function scoreOf(
  assessment: Assessment,
  scale: Scale,
  { style, weights }: ScoreWeights,
): Score | null {
  const missing: string[] = [];
  let [sum, all] = [0, 0];
  for (const [name, weight] of Object.entries(weights)) {
    const [assessed, deciles] = [assessment.get(name), scale.measures[name]?.styles[style]];
    if (!assessed || !deciles) {
      missing.push(name);
      continue;
    }
    const percentile = percentileIn(deciles, assessed.value);
    sum += Math.abs(weight) * (weight > 0 ? percentile : 100 - percentile);
    all += Math.abs(weight);
  }
  return all > 0 ? { value: sum / all, style, missing } : null;
}
