import { generate } from "../../../generators/generate.ts";
import type { GeneratorState } from "../../../generators/generator.ts";
import { framesIn } from "../../../motion/clip.ts";
import { exactly, quantile } from "../bootstrap.ts";
import { statesAfter } from "../continuations.ts";
import type { Metric } from "../report.ts";
import { seedsIn } from "../seeds.ts";
import { type JudgedGenerator, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

/** Options of a batch that is timed, and how many steps of it, as a share of those of a single option. */
const BATCH = 30;
const BATCH_SHARE = 1 / 18;
/** Steps before the timed ones, until caches are warm and the compiler is done. */
const WARM_UP = 30;

export interface ModelSize {
  readonly parameters: number;
  readonly bytes: number;
}

/**
 * How long a step of the model takes, and of each generator beside it, and how large they are.
 * @param sizes in their order @param now milliseconds
 */
export async function cost(
  trial: Trial,
  sizes: readonly ModelSize[],
  now: () => number,
): Promise<readonly Metric[]> {
  const own: (readonly Metric[])[] = [];
  for (const [index, judged] of [trial.model, ...trial.beside].entries())
    own.push(await costOf(trial, judged, sizes[index]!, now));
  return own[0]!.map((figure, index) => ({
    ...figure,
    values: Object.assign({}, ...own.map((figures) => figures[index]!.values)),
  }));
}

async function costOf(
  trial: Trial,
  { name, generator }: JudgedGenerator,
  size: ModelSize,
  now: () => number,
): Promise<readonly Metric[]> {
  const { unseen, fps, counts, work } = trial;
  const [state] = statesAfter(generator, seedsIn(unseen, framesIn(SEED_SECONDS, fps), 0, 1));
  const figures: Metric[] = [];
  const figure = (what: string, unit: string, samples: number, value: number): Metric => ({
    of: "cost",
    what,
    unit,
    samples,
    values: { [name]: exactly(value) },
  });
  for (const options of [1, BATCH]) {
    const calls = Math.round(counts.timedSteps * (options === 1 ? 1 : BATCH_SHARE));
    const times = new Float64Array(calls);
    const states = Array<GeneratorState>(options).fill(state!);
    const manner = { temperature: 1, styles: null };
    const continuation = generate(generator, states, manner, randomFor(trial, 4));
    for (let call = -WARM_UP; call < calls; call++) {
      const begun = now();
      await continuation.next();
      if (call >= 0) times[call] = now() - begun;
      await work.step(`${options} at once`, Math.max(0, call), calls);
    }
    times.sort();
    const what = `step of ${options}`;
    figures.push(
      figure(`${what}, p50`, "ms", calls, quantile(times, 0.5)),
      figure(`${what}, p99`, "ms", calls, quantile(times, 0.99)),
      figure(`${what}, longest`, "ms", calls, times.at(-1)!),
    );
  }
  figures.push(figure("parameters", "million", 1, size.parameters / 1e6));
  figures.push(figure("on disk", "MB", 1, size.bytes / 1e6));
  return figures;
}
