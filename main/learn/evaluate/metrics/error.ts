import { bodyDistance, framesIn, rowAt } from "../../../motion/clip.ts";
import { HORIZONS } from "../../train/report/error-ratio.ts";
import { type Estimate, estimatedMean, estimatedRatio } from "../bootstrap.ts";
import { type Contestant, continuations, wishesFor } from "../contestant.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

/**
 * How far the expected path is off, body space: mean keypoint distance some time after the seed, and its ratio to that
 * of repeating the last frame.
 */
export async function error(trial: Trial): Promise<readonly Metric[]> {
  const { fps, model, baselines, unseen, counts } = trial;
  const far = HORIZONS.at(-1)!;
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), far, counts.paths);
  const still = standingStill(seeds);
  const errors = new Map<string, readonly Float64Array[]>();
  for (const contestant of [model, ...baselines])
    errors.set(contestant.name, await errorsOf(trial, contestant, seeds));
  const figures = (what: string, unit: string, value: (errors: Float64Array, place: number) => Estimate) =>
    HORIZONS.map(
      (frame, place): Metric => ({
        of: "error",
        what: `${what} at ${Math.round((1000 * frame) / fps)} ms`,
        unit,
        samples: seeds.length,
        values: Object.fromEntries([...errors].map(([name, at]) => [name, value(at[place]!, place)])),
      }),
    );
  return [
    ...figures("error ratio", "", (at, place) => estimatedRatio(at, still[place]!)),
    ...figures("off", "mm", (at) => estimatedMean(at.map((metres) => 1000 * metres))),
  ];
}

/** Metres by horizon and seed. */
async function errorsOf(
  trial: Trial,
  contestant: Contestant,
  seeds: readonly Seed[],
): Promise<readonly Float64Array[]> {
  const far = HORIZONS.at(-1)!;
  const wishes = wishesFor(seeds);
  const paths = await continuations(contestant, wishes, far, 0, chanceFor(trial, 1), trial.work);
  return HORIZONS.map((ahead) =>
    Float64Array.from(seeds, ({ danced, end }, index) =>
      bodyDistance(rowAt(paths[index]!, ahead - 1), rowAt(danced.clip, end - 1 + ahead)),
    ),
  );
}

function standingStill(seeds: readonly Seed[]): readonly Float64Array[] {
  return HORIZONS.map((ahead) =>
    Float64Array.from(seeds, ({ danced, end }) =>
      bodyDistance(rowAt(danced.clip, end - 1), rowAt(danced.clip, end - 1 + ahead)),
    ),
  );
}
