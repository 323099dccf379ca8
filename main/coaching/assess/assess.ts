import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Clip } from "../../motion/clip.ts";
import { type Random, seededRandom } from "../../motion/random.ts";
import type { Danced } from "../compare/comparison.ts";
import type { Measure } from "./measures/measure.ts";
import { noiseIn, withNoise } from "./noise.ts";
import { smoothDance } from "./smooth-dance.ts";
import { deviationOf, meanOf } from "./statistics.ts";

/** Times that noise is added anew. */
export const ROUNDS = 16;
/** Of a normal distribution, 95 % lie within so many standard deviations. */
const WITHIN_95 = 1.96;

/** A dance without gaps, and what was played to it. */
export interface DancedToBeats extends Danced {
  /** When the music's beats are, from the first frame on; empty where no music is known. */
  readonly beats: readonly Seconds[];
}

/** A value, and between what it lies for all that the camera can tell: 95 %. */
export interface Assessed {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** By the names of the measures; what has no meaning for a dance is missing. */
export type Assessment = ReadonlyMap<string, Assessed>;

/** What is gathered of a dance for each measure. */
function gathered(measures: readonly Measure[], dance: DancedToBeats): readonly Float64Array[] {
  const smooth = smoothDance(dance, dance.beats);
  return measures.map((measure) => Float64Array.from(measure.gather(smooth)));
}

/** What each measure is of a dance as it was seen, by its name. */
export function measured(measures: readonly Measure[], dance: DancedToBeats): ReadonlyMap<string, number> {
  const all = gathered(measures, dance);
  return new Map(measures.map(({ name, value }, index) => [name, value(all[index]!)]));
}

/**
 * Measures a dance, and how much of it may be the camera's noise: a parametric bootstrap (Efron and Tibshirani 1993). The
 * noise that its bones show is drawn again and added, several times; by how much a figure rises with it on average,
 * so much has the camera's own noise raised it already, which is taken off (the linear step of SIMEX, Cook and Stefanski
 * 1994); how much it scatters is the interval. Yields after each round, so that whoever waits can be told, or can stop.
 */
export function* assessing(
  measures: readonly Measure[],
  dance: DancedToBeats,
  rounds: number = ROUNDS,
): Generator<number, Assessment> {
  const own = gathered(measures, dance);
  const noise = noiseIn(dance.clip);
  const random: Random = seededRandom(dance.clip.frames);
  const again: (readonly Float64Array[])[] = [];
  for (let round = 0; round < rounds; round++) {
    yield round;
    const clip: Clip = withNoise(dance.clip, noise, random);
    again.push(gathered(measures, { ...dance, clip }));
  }
  return new Map(
    measures.flatMap((measure, index) => {
      const assessed = withInterval(
        measure,
        own[index]!,
        again.map((round) => round[index]!),
      );
      return assessed ? [[measure.name, assessed] as const] : [];
    }),
  );
}

/** @param again what was gathered with as much noise again @returns null where the measure has no meaning */
function withInterval(
  { bounds: [least, most], value }: Measure,
  own: Float64Array,
  again: readonly Float64Array[],
): Assessed | null {
  const rounds = again.filter((round) => round.length === own.length && !round.some(Number.isNaN));
  const mean = own.map((_, i) => meanOf(rounds.map((round) => round[i]!)));
  const without = rounds.length === 0 ? own : own.map((one, i) => 2 * one - mean[i]!);
  const corrected = value(without);
  const scattered = rounds.map((round) => value(without.map((one, i) => one + round[i]! - mean[i]!)));
  const known = scattered.filter((one) => !Number.isNaN(one));
  if (Number.isNaN(corrected)) return null;
  // The mean over the rounds is itself known only so well.
  const off = known.length === 0 ? 0 : WITHIN_95 * deviationOf(known) * Math.sqrt(1 + 1 / known.length);
  const within = (one: number) => clamp(one, least, most);
  return { value: within(corrected), low: within(corrected - off), high: within(corrected + off) };
}
