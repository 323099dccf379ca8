import { bodyDistance, framesIn, rowAt } from "../../../motion/clip.ts";
import { HORIZONS } from "../../train/report/error-ratio.ts";
import { type Estimate, estimatedMean, estimatedRatio, millimetres } from "../bootstrap.ts";
import { continuations } from "../continuations.ts";
import { eachOf, grouped } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn } from "../seeds.ts";
import { type JudgedGenerator, judgedAt, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

const LONGEST_HORIZON = HORIZONS.at(-1)!;

/**
 * Error of the expected path in body space: mean keypoint distance some time after the seed, and its ratio to that of
 * repeating the last frame.
 */
export async function error(trial: Trial): Promise<readonly Metric[]> {
  const { fps, unseen, counts } = trial;
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), LONGEST_HORIZON, counts.errorSeeds);
  const errors = new Map<string, readonly Float64Array[]>();
  for (const judged of judgedAt(trial)) errors.set(judged.name, await errorsOf(trial, judged, seeds));
  const repeated = errors.get("repeat")!;
  const figures = (
    what: string,
    unit: string,
    value: (errors: Float64Array, place: number, of: Uint32Array) => Estimate,
  ) =>
    HORIZONS.map(
      (frame, place): Metric => ({
        of: "error",
        what: `${what} at ${Math.round((1000 * frame) / fps)} ms`,
        unit,
        ...grouped(seeds, (of) => eachOf(errors, (at) => value(at[place]!, place, of))),
      }),
    );
  return [
    ...figures("error ratio", "", (at, place, of) => estimatedRatio(at, repeated[place]!, of)),
    ...figures("off", "mm", (at, _, of) => estimatedMean(millimetres(at), of)),
  ];
}

/** Metres by horizon and seed. */
async function errorsOf(
  trial: Trial,
  judged: JudgedGenerator,
  seeds: readonly Seed[],
): Promise<readonly Float64Array[]> {
  const random = randomFor(trial, 1);
  const paths = await continuations(judged, seeds, LONGEST_HORIZON, 0, random, trial.work);
  return HORIZONS.map((ahead) =>
    Float64Array.from(seeds, ({ take, end }, index) =>
      bodyDistance(rowAt(paths[index]!, ahead - 1), rowAt(take.clip, end - 1 + ahead)),
    ),
  );
}
