import { bodyDistance, framesIn, rowAt } from "../../../motion/clip.ts";
import { withCameraNoise } from "../../train/data/camera-noise.ts";
import { estimatedMean, estimatedRatio } from "../bootstrap.ts";
import { continuations } from "../continuations.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn, unseenTake } from "../seeds.ts";
import { type JudgedGenerator, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

/** When continuations are compared, seconds after the seed. */
const AHEAD = 0.4;

/**
 * What a poor camera's seed costs: how much larger the error of the expected path is than after the seed as it was
 * danced, and the error ratio after either, to repeating the last frame that the camera gave.
 */
export async function camera(trial: Trial): Promise<readonly Metric[]> {
  const { fps, model, baselines, unseen, counts } = trial;
  const ahead = framesIn(AHEAD, fps);
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), ahead, counts.errorSeeds);
  const random = randomFor(trial, 9);
  const noisySeeds = seeds.map(({ take, end, observedFrames }): Seed => {
    const frames = withCameraNoise(take.track.frames.slice(end - observedFrames, end), fps, 1, 0, random);
    return { take: unseenTake({ ...take.track, frames }), end: observedFrames, observedFrames };
  });
  const errorsOf = async (judged: JudgedGenerator, observed: readonly Seed[]) => {
    const paths = await continuations(judged, observed, ahead, 0, randomFor(trial, 1), trial.work);
    return Float64Array.from(seeds, ({ take, end }, index) =>
      bodyDistance(rowAt(paths[index]!, ahead - 1), rowAt(take.clip, end - 1 + ahead)),
    );
  };
  const errors = new Map<string, { readonly clean: Float64Array; readonly noisy: Float64Array }>();
  for (const judged of [model, ...baselines]) {
    const clean = await errorsOf(judged, seeds);
    errors.set(judged.name, { clean, noisy: await errorsOf(judged, noisySeeds) });
  }
  const figure = (what: string, unit: string, value: (name: string) => Metric["values"][string]): Metric => ({
    of: "camera",
    ...{ what, unit, samples: seeds.length },
    values: Object.fromEntries([...errors.keys()].map((name) => [name, value(name)])),
  });
  const repeated = errors.get("repeat")!;
  return [
    figure("error ratio at 400 ms after a good seed", "", (name) =>
      estimatedRatio(errors.get(name)!.clean, repeated.clean),
    ),
    figure("error ratio at 400 ms after a poor seed", "", (name) =>
      estimatedRatio(errors.get(name)!.noisy, repeated.noisy),
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
