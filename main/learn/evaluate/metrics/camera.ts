import { bodyDistance, framesIn, rowAt } from "../../../motion/clip.ts";
import { withCameraNoise } from "../../train/data/camera-noise.ts";
import { type Estimate, estimatedMean, estimatedRatio, millimetres } from "../bootstrap.ts";
import { continuations } from "../continuations.ts";
import { eachOf, grouped } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn, unseenTake } from "../seeds.ts";
import { type JudgedGenerator, judgedAt, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

/** When continuations are compared, seconds after the seed. */
const AHEAD = 0.4;

/** Metres, by seed. */
interface CameraErrors {
  readonly clean: Float64Array;
  readonly noisy: Float64Array;
}

/**
 * What a poor camera's seed costs: how much larger the error of the expected path is than after the seed as it was
 * danced, and the error ratio after either, to repeating the last frame that the camera gave.
 */
export async function camera(trial: Trial): Promise<readonly Metric[]> {
  const { fps, unseen, counts } = trial;
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
  const errors = new Map<string, CameraErrors>();
  for (const judged of judgedAt(trial)) {
    const clean = await errorsOf(judged, seeds);
    errors.set(judged.name, { clean, noisy: await errorsOf(judged, noisySeeds) });
  }
  const figure = (
    what: string,
    unit: string,
    value: (own: CameraErrors, of: Uint32Array) => Estimate,
  ): Metric => ({
    ...{ of: "camera", what, unit },
    ...grouped(seeds, (of) => eachOf(errors, (own) => value(own, of))),
  });
  const repeated = errors.get("repeat")!;
  return [
    figure("error ratio at 400 ms after a good seed", "", ({ clean }, of) =>
      estimatedRatio(clean, repeated.clean, of),
    ),
    figure("error ratio at 400 ms after a poor seed", "", ({ noisy }, of) =>
      estimatedRatio(noisy, repeated.noisy, of),
    ),
    figure("off at 400 ms after a poor seed, of a good one", "", ({ clean, noisy }, of) =>
      estimatedRatio(noisy, clean, of),
    ),
    figure("off at 400 ms after a poor seed", "mm", ({ noisy }, of) => estimatedMean(millimetres(noisy), of)),
  ];
}
