import { generate } from "../../../generators/generate.ts";
import { clipOf, framesIn, ROW, roomDistance, rowAt } from "../../../motion/clip.ts";
import { type Estimate, estimatedMean, exactly, mean } from "../bootstrap.ts";
import { statesAfter } from "../continuations.ts";
import { eachOf, grouped } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn, type UnseenTake } from "../seeds.ts";
import { type JudgedGenerator, judgedAt, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";
import { type RealMotionStats, RolloutStats, realMotionStats, SLICE_SECONDS } from "./rollout-stats.ts";

export const LIVES_AT: readonly number[] = [0.7, 1];
const CMD_SECONDS = 2;

/**
 * Cumulative motion distribution (Barquero et al. 2023, BeLFusion): how far the mean motion of each frame is from the
 * real mean, earlier frames counting more: sum over t = 1 .. T-1 of (T - t) |M_t - M|.
 */
export function cumulativeMotion(motion: ArrayLike<number>, real: number): number {
  let sum = 0;
  for (let t = 1; t <= motion.length; t++) sum += (motion.length + 1 - t) * Math.abs(motion[t - 1]! - real);
  return sum;
}

/** Whether continuations go on for minutes: no freeze, no divergence, speed and acceleration of real ones. */
export async function alive(trial: Trial, temperatures = LIVES_AT): Promise<readonly Metric[]> {
  const { fps, unseen, training, counts } = trial;
  const realStats = realMotionStats(unseen, training.length > 0 ? training : unseen, fps);
  const figures: Metric[] = [];
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), 0, counts.rollouts);
  const real = realMotion(trial, realStats);
  for (const temperature of temperatures) {
    const stats = new Map<string, RolloutStats>();
    for (const judged of judgedAt(trial, temperature))
      stats.set(judged.name, await rollOut(trial, judged, seeds, realStats, temperature));
    figures.push(...figuresOf(seeds, stats, real, temperature, realStats));
  }
  return figures;
}

async function rollOut(
  trial: Trial,
  { name, generator }: JudgedGenerator,
  seeds: readonly Seed[],
  real: RealMotionStats,
  temperature: number,
): Promise<RolloutStats> {
  const { fps, counts, work } = trial;
  const first = new Float32Array(seeds.length * ROW);
  seeds.forEach(({ take, end }, index) => {
    first.set(rowAt(take.clip, end - 1), index * ROW);
  });
  const stats = new RolloutStats(real, first);
  const manner = { temperature, styles: null };
  const random = randomFor(trial, 2, temperature * 100);
  const rollouts = generate(generator, statesAfter(generator, seeds), manner, random);
  const frames = framesIn(counts.rolloutSeconds, fps);
  for (let frame = 0; frame < frames; frame++) {
    stats.add(clipOf((await rollouts.next()).value).values);
    await work.step(name, frame + 1, frames);
  }
  return stats;
}

interface RealMotion {
  /** Of each real dance, from beginning to end. */
  readonly stats: ReadonlyMap<UnseenTake, RolloutStats>;
  /** Mean speed of each frame after the seeds, metres a frame. */
  readonly motion: readonly number[];
}

function realMotion({ fps, unseen, counts }: Trial, real: RealMotionStats): RealMotion {
  const stats = new Map(
    unseen.map((take) => {
      const { clip } = take;
      const own = new RolloutStats(real, rowAt(clip, 0));
      for (let frame = 1; frame < clip.frames; frame++) own.add(rowAt(clip, frame));
      return [take, own] as const;
    }),
  );
  const frames = framesIn(CMD_SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), frames, counts.rollouts);
  const motion = Array.from({ length: frames }, (_, frame) =>
    mean(
      seeds.map(({ take, end }) =>
        roomDistance(rowAt(take.clip, end + frame - 1), rowAt(take.clip, end + frame)),
      ),
    ),
  );
  return { stats, motion };
}

function figuresOf(
  seeds: readonly Seed[],
  stats: ReadonlyMap<string, RolloutStats>,
  real: RealMotion,
  temperature: number,
  { speed, fps }: RealMotionStats,
): readonly Metric[] {
  const figure = (what: string, unit: string, value: (own: RolloutStats) => Estimate, more = {}): Metric => ({
    of: "alive",
    what: `${what}, T ${temperature}`,
    unit,
    samples: seeds.length,
    values: { ...eachOf(stats, value), ...more },
  });
  const share = (what: string, is: (frozen: boolean, diverged: boolean) => boolean): Metric => {
    const shares = ({ frozen, diverged }: RolloutStats) =>
      frozen.map((isFrozen, index) => Number(is(isFrozen, diverged[index]!)));
    const realOf = (of: Uint32Array) => {
      const takes = new Set(Array.from(of, (index) => seeds[index]!.take));
      return estimatedMean([...takes].flatMap((take) => shares(real.stats.get(take)!)));
    };
    return {
      ...{ of: "alive", what: `${what}, T ${temperature}`, unit: "share" },
      ...grouped(seeds, (of) => ({
        ...eachOf(stats, (own) => estimatedMean(shares(own), of)),
        real: realOf(of),
      })),
    };
  };
  const slices = [...stats.values()][0]!.speeds.length;
  const seconds = (slice: number) => `${slice * SLICE_SECONDS}-${(slice + 1) * SLICE_SECONDS} s`;
  const each = (what: string, shares: (own: RolloutStats) => readonly Float64Array[]) =>
    Array.from({ length: slices }, (_, slice) =>
      figure(`${what} ${seconds(slice)}`, "of real", (own) => estimatedMean(shares(own)[slice]!)),
    );
  const distribution = (motion: readonly number[]) =>
    exactly(1000 * cumulativeMotion(motion.slice(0, framesIn(CMD_SECONDS, fps)), speed));
  return [
    share("neither frozen nor diverged", (frozen, diverged) => !frozen && !diverged),
    share("frozen", (frozen) => frozen),
    share("diverged", (_, diverged) => diverged),
    ...each("speed", (own) => own.speeds),
    ...each("acceleration", (own) => own.accelerations),
    figure(`CMD over ${CMD_SECONDS} s`, "mm", ({ motion }) => distribution(motion), {
      real: distribution(real.motion),
    }),
  ];
}
