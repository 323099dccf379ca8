import { repeat } from "../../../generators/repeat/repeat.ts";
import { bodyDistance, framesIn, rowAt } from "../../../motion/clip.ts";
import { withCameraNoise } from "../../train/data/camera-noise.ts";
import { estimatedMean, estimatedRatio } from "../bootstrap.ts";
import { type Contestant, continuations, wishesFor } from "../contestant.ts";
import type { Metric } from "../report.ts";
import { dancedOf, type Seed, seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

/** When continuations are compared, seconds after the seed. */
const AHEAD = 0.4;

/**
 * What a poor camera's seed costs: how much farther off the expected path is than after the seed as it was danced, and
 * the error ratio after either, repeating the last frame that the camera gave.
 */
export async function camera(trial: Trial): Promise<readonly Metric[]> {
  const { fps, model, baselines, unseen, counts } = trial;
  const ahead = framesIn(AHEAD, fps);
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), ahead, counts.paths);
  const random = chanceFor(trial, 9);
  const poor = seeds.map(({ danced, end, heard }): Seed => {
    const frames = withCameraNoise(danced.track.frames.slice(end - heard, end), fps, 1, 0, random);
    return { danced: dancedOf({ ...danced.track, frames }), end: heard, heard };
  });
  const off = async (contestant: Contestant, heard: readonly Seed[]) => {
    const paths = await continuations(
      contestant,
      wishesFor(heard),
      ahead,
      0,
      chanceFor(trial, 1),
      trial.work,
    );
    return Float64Array.from(seeds, ({ danced, end }, index) =>
      bodyDistance(rowAt(paths[index]!, ahead - 1), rowAt(danced.clip, end - 1 + ahead)),
    );
  };
  const errors = new Map<string, { readonly clean: Float64Array; readonly noisy: Float64Array }>();
  for (const contestant of [model, ...baselines]) {
    errors.set(contestant.name, { clean: await off(contestant, seeds), noisy: await off(contestant, poor) });
  }
  const figure = (what: string, unit: string, value: (name: string) => Metric["values"][string]): Metric => ({
    of: "camera",
    ...{ what, unit, samples: seeds.length },
    values: Object.fromEntries([...errors.keys()].map((name) => [name, value(name)])),
  });
  return [
    figure("error ratio at 400 ms after a good seed", "", (name) =>
      estimatedRatio(errors.get(name)!.clean, errors.get(repeat.name)!.clean),
    ),
    figure("error ratio at 400 ms after a poor seed", "", (name) =>
      estimatedRatio(errors.get(name)!.noisy, errors.get(repeat.name)!.noisy),
    ),
    figure("off at 400 ms after a poor seed, of a good one", "", (name) => {
      const { clean, noisy } = errors.get(name)!;
      return estimatedRatio(noisy, clean);
    }),
    figure("off at 400 ms after a poor seed", "mm", (name) =>
      estimatedMean(errors.get(name)!.noisy.map((metres) => 1000 * metres)),
    ),
  ];
}
