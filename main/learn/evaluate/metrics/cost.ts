import { framesIn } from "../../../motion/clip.ts";
import { exactly, quantile } from "../bootstrap.ts";
import { wishesFor } from "../contestant.ts";
import type { Metric } from "../report.ts";
import { seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

/** Steps of a batch that are timed, as a share of those of a single option. */
const BATCH = 30;
const BATCH_SHARE = 1 / 18;
/** Not timed: the machine warms up. */
const WARM_UP = 30;

export interface ModelSize {
  readonly parameters: number;
  readonly bytes: number;
}

/** What a step takes, and how large the model is. @param now milliseconds. */
export async function cost(trial: Trial, size: ModelSize, now: () => number): Promise<readonly Metric[]> {
  const { model, unseen, fps, counts, work } = trial;
  const [seed] = seedsIn(unseen, framesIn(HEARD, fps), 0, 1);
  const figures: Metric[] = [];
  const figure = (what: string, unit: string, samples: number, value: number): Metric => ({
    of: "cost",
    what,
    unit,
    samples,
    values: { model: exactly(value) },
  });
  for (const options of [1, BATCH]) {
    const calls = Math.round(counts.calls * (options === 1 ? 1 : BATCH_SHARE));
    const times = new Float64Array(calls);
    const dance = model.dance(wishesFor([seed!], options), 1, chanceFor(trial, 4));
    for (let call = -WARM_UP; call < calls; call++) {
      const begun = now();
      dance.next();
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
