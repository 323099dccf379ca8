import { bodyDistance, type Clip, framesIn, rowAt } from "../../../motion/clip.ts";
import { type Estimate, estimatedMean, estimatedRatio, millimetres } from "../bootstrap.ts";
import { continuations, groundTruth } from "../continuations.ts";
import { eachOf, grouped, type Values } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn } from "../seeds.ts";
import { judgedAt, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

const OPTIONS = 50;
const SECONDS = 2;
export const OPTIONS_AT: readonly number[] = [0.5, 1, 2];
/** The real diversity is that of what followed the so many most similar seconds of the training takes. */
const SIMILAR = 8;
/** The distance between options is taken in every so-manieth frame: neighbours say the same. */
const STRIDE = 3;

/** Metres, by seed. */
interface OptionErrors {
  /** Mean distance to what the dancer did (ADE), of the best option and of one. */
  readonly best: Float64Array;
  readonly one: Float64Array;
  /** The same in the last frame (FDE), of the option that is best there. */
  readonly final: Float64Array;
  /** Mean distance between two options (APD). */
  readonly diversity: Float64Array;
}

/** How near the best of 50 options comes to what the dancer did, and how far they are from each other, body space. */
export async function options(trial: Trial, temperatures = OPTIONS_AT): Promise<readonly Metric[] | string> {
  const { fps, unseen, counts, work } = trial;
  const frames = framesIn(SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), frames, counts.optionSeeds);
  if (seeds.length === 0) return `no unbroken dance of ${SEED_SECONDS + SECONDS} s`;
  const futures = groundTruth(seeds, frames);
  const figures: Metric[] = [];
  for (const temperature of temperatures) {
    const errors = new Map<string, OptionErrors>();
    let real: Float64Array | null = null;
    for (const judged of judgedAt(trial, temperature)) {
      const many = judged.isVaried ? OPTIONS : 1;
      const random = randomFor(trial, 6, 100 * temperature);
      const clips = await continuations(judged, seeds, frames, temperature, random, work, many);
      const of = (index: number) => clips.slice(index * many, (index + 1) * many);
      errors.set(judged.name, optionErrors(futures.map((future, index) => ({ future, given: of(index) }))));
      if (judged.name === "nearest") {
        real = Float64Array.from(seeds, (_, index) => pairwiseDistance(of(index).slice(0, SIMILAR)));
      }
    }
    figures.push(...figuresOf(seeds, errors, real, temperature));
  }
  return figures;
}

/** @param real distance between similar dancers' answers, metres, by seed. */
function figuresOf(
  seeds: readonly Seed[],
  errors: ReadonlyMap<string, OptionErrors>,
  real: Float64Array | null,
  temperature: number,
): readonly Metric[] {
  const figure = (
    what: string,
    unit: string,
    value: (own: OptionErrors, of: Uint32Array) => Estimate,
    more: (of: Uint32Array) => Values = () => ({}),
  ): Metric => ({
    ...{ of: "options", what: `${what}, T ${temperature}`, unit },
    ...grouped(seeds, (of) => ({ ...eachOf(errors, (own) => value(own, of)), ...more(of) })),
  });
  const mm = (key: keyof OptionErrors) => (own: OptionErrors, of: Uint32Array) =>
    estimatedMean(millimetres(own[key]), of);
  return [
    figure("ADE, best of 50", "mm", mm("best")),
    figure("ADE, one", "mm", mm("one")),
    figure("best of 50 to one", "", ({ best, one }, of) => estimatedRatio(best, one, of)),
    figure("FDE, best of 50", "mm", mm("final")),
    figure(
      "APD",
      "mm",
      mm("diversity"),
      (of): Values => (real ? { real: estimatedMean(millimetres(real), of) } : {}),
    ),
  ];
}

/** @param given options of each seed, beside what the dancer did. */
export function optionErrors(
  given: readonly { readonly future: Clip; readonly given: readonly Clip[] }[],
): OptionErrors {
  const distances = given.map(({ future, given: clips }) =>
    clips.map((clip) => meanDistance(clip, future, 1)),
  );
  const last = given.map(({ future, given: clips }) =>
    clips.map((clip) => bodyDistance(rowAt(clip, clip.frames - 1), rowAt(future, future.frames - 1))),
  );
  return {
    best: Float64Array.from(distances, (own) => Math.min(...own)),
    one: Float64Array.from(distances, (own) => own.reduce((a, b) => a + b, 0) / own.length),
    final: Float64Array.from(last, (own) => Math.min(...own)),
    diversity: Float64Array.from(given, ({ given: clips }) => pairwiseDistance(clips)),
  };
}

/** Mean distance between two of some clips, metres; 0 for one alone. */
function pairwiseDistance(clips: readonly Clip[]): number {
  let [sum, pairs] = [0, 0];
  clips.forEach((a, index) => {
    for (const b of clips.slice(index + 1)) {
      sum += meanDistance(a, b, STRIDE);
      pairs++;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}

function meanDistance(a: Clip, b: Clip, stride: number): number {
  let [sum, count] = [0, 0];
  for (let frame = stride - 1; frame < a.frames; frame += stride) {
    sum += bodyDistance(rowAt(a, frame), rowAt(b, frame));
    count++;
  }
  return sum / count;
}
