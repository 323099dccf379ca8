import { bodyDistance, type Clip, framesIn, part, rowAt } from "../../../motion/clip.ts";
import { type Estimate, estimatedMean, estimatedRatio } from "../bootstrap.ts";
import { continuations, wishesFor } from "../contestant.ts";
import type { Metric } from "../report.ts";
import { seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

const OPTIONS = 50;
const SECONDS = 2;
const TEMPERATURES = [0.5, 1, 2];
/** The real spread is that of what followed the so many most similar seconds of the archive. */
const SIMILAR = 8;
/** Options are compared in every so-manieth frame: neighbours say the same. */
const EVERY = 3;

/** Metres, by seed. */
interface Choice {
  /** Mean distance to what the dancer did, of the best option and of one. */
  readonly best: Float64Array;
  readonly one: Float64Array;
  /** The same in the last frame, of the option that is best there. */
  readonly final: Float64Array;
  /** Mean distance between two options. */
  readonly spread: Float64Array;
}

/** Whether one of 50 options is what the dancer did, and how far they are from each other, body space, over 2 s. */
export async function options(trial: Trial): Promise<readonly Metric[] | string> {
  const { fps, model, baselines, unseen, counts, work } = trial;
  const frames = framesIn(SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), frames, counts.choices);
  if (seeds.length === 0) return `no unbroken dance of ${HEARD + SECONDS} s`;
  const futures = seeds.map(({ danced, end }) => part(danced.clip, end, end + frames));
  const figures: Metric[] = [];
  for (const temperature of TEMPERATURES) {
    const choices = new Map<string, Choice>();
    const real: Record<string, Estimate> = {};
    for (const contestant of temperature === 1 ? [model, ...baselines] : [model]) {
      const many = contestant.varied ? OPTIONS : 1;
      const chance = chanceFor(trial, 6, 100 * temperature);
      const clips = await continuations(
        contestant,
        wishesFor(seeds, many),
        frames,
        temperature,
        chance,
        work,
      );
      const of = (index: number) => clips.slice(index * many, (index + 1) * many);
      choices.set(contestant.name, choiceOf(futures.map((future, index) => ({ future, given: of(index) }))));
      if (contestant.name === "nearest") {
        const similar = seeds.map((_, index) => apart(of(index).slice(0, SIMILAR)));
        real.real = estimatedMean(millimetres(Float64Array.from(similar)));
      }
    }
    figures.push(...figuresOf(choices, real, temperature, seeds.length));
  }
  return figures;
}

function figuresOf(
  choices: ReadonlyMap<string, Choice>,
  real: Record<string, Estimate>,
  temperature: number,
  samples: number,
): readonly Metric[] {
  const figure = (what: string, unit: string, value: (choice: Choice) => Estimate, more = {}): Metric => ({
    of: "options",
    what: `${what}, T ${temperature}`,
    unit,
    samples,
    values: { ...Object.fromEntries([...choices].map(([name, choice]) => [name, value(choice)])), ...more },
  });
  const mm = (of: keyof Choice) => (choice: Choice) => estimatedMean(millimetres(choice[of]));
  return [
    figure("ADE, best of 50", "mm", mm("best")),
    figure("ADE, one", "mm", mm("one")),
    figure("best of 50 to one", "", ({ best, one }) => estimatedRatio(best, one)),
    figure("FDE, best of 50", "mm", mm("final")),
    figure("APD", "mm", mm("spread"), real),
  ];
}

/** @param given options of each seed, beside what the dancer did. */
export function choiceOf(
  given: readonly { readonly future: Clip; readonly given: readonly Clip[] }[],
): Choice {
  const far = given.map(({ future, given: clips }) => clips.map((clip) => meanDistance(clip, future, 1)));
  const last = given.map(({ future, given: clips }) =>
    clips.map((clip) => bodyDistance(rowAt(clip, clip.frames - 1), rowAt(future, future.frames - 1))),
  );
  return {
    best: Float64Array.from(far, (distances) => Math.min(...distances)),
    one: Float64Array.from(far, (distances) => distances.reduce((a, b) => a + b, 0) / distances.length),
    final: Float64Array.from(last, (distances) => Math.min(...distances)),
    spread: Float64Array.from(given, ({ given: clips }) => apart(clips)),
  };
}

/** Mean distance between two of some clips, metres; 0 for one alone. */
function apart(clips: readonly Clip[]): number {
  let [sum, pairs] = [0, 0];
  clips.forEach((a, index) => {
    for (const b of clips.slice(index + 1)) {
      sum += meanDistance(a, b, EVERY);
      pairs++;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}

function meanDistance(a: Clip, b: Clip, every: number): number {
  let [sum, count] = [0, 0];
  for (let frame = every - 1; frame < a.frames; frame += every) {
    sum += bodyDistance(rowAt(a, frame), rowAt(b, frame));
    count++;
  }
  return sum / count;
}

const millimetres = (metres: Float64Array): Float64Array => metres.map((value) => 1000 * value);
