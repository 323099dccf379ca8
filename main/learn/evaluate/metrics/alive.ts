import { framesIn, ROW, roomDistance, rowAt } from "../../../motion/clip.ts";
import { type Estimate, estimatedMean, exactly, mean } from "../bootstrap.ts";
import { type Contestant, wishesFor } from "../contestant.ts";
import type { Metric } from "../report.ts";
import { seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";
import { type RealMotionStats, RolloutStats, realMotionStats, SLICE_SECONDS } from "./rollout-stats.ts";

const TEMPERATURES = [0.7, 1];
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

/** Whether continuations go on dancing for minutes: no freeze, no divergence, speed and acceleration of real ones. */
export async function alive(trial: Trial): Promise<readonly Metric[]> {
  const { fps, unseen, archive, baselines, model, counts } = trial;
  const life = realMotionStats(unseen, archive.length > 0 ? archive : unseen, fps);
  const figures: Metric[] = [];
  const real = realLife(trial, life);
  /** Of baselines, to whom temperature is nothing. */
  const known = new Map<string, RolloutStats>();
  for (const temperature of TEMPERATURES) {
    const watches = new Map<string, RolloutStats>();
    for (const contestant of [model, ...baselines]) {
      const watch = known.get(contestant.name) ?? (await live(trial, contestant, life, temperature));
      watches.set(contestant.name, watch);
      if (contestant !== model) known.set(contestant.name, watch);
    }
    figures.push(...figuresOf(watches, real, temperature, counts.lives, life));
  }
  return figures;
}

async function live(
  trial: Trial,
  contestant: Contestant,
  life: RealMotionStats,
  temperature: number,
): Promise<RolloutStats> {
  const { fps, unseen, counts, work } = trial;
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), 0, counts.lives);
  const first = new Float32Array(seeds.length * ROW);
  seeds.forEach(({ danced, end }, index) => {
    first.set(rowAt(danced.clip, end - 1), index * ROW);
  });
  const watch = new RolloutStats(life, first);
  const dance = contestant.dance(wishesFor(seeds), temperature, chanceFor(trial, 2, temperature * 100));
  const frames = framesIn(counts.lifeSeconds, fps);
  for (let frame = 0; frame < frames; frame++) {
    watch.add(dance.next().value);
    await work.step(`${contestant.name} at ${temperature}`, frame + 1, frames);
  }
  return watch;
}

interface RealLife {
  /** Of each real dance, from beginning to end. */
  readonly watches: readonly RolloutStats[];
  /** Mean speed of each frame after the seeds, metres a frame. */
  readonly motion: readonly number[];
}

function realLife({ fps, unseen, counts }: Trial, life: RealMotionStats): RealLife {
  const watches = unseen.map(({ clip }) => {
    const watch = new RolloutStats(life, rowAt(clip, 0));
    for (let frame = 1; frame < clip.frames; frame++) watch.add(rowAt(clip, frame));
    return watch;
  });
  const frames = framesIn(CMD_SECONDS, fps);
  const seeds = seedsIn(unseen, framesIn(HEARD, fps), frames, counts.lives);
  const motion = Array.from({ length: frames }, (_, frame) =>
    mean(
      seeds.map(({ danced, end }) =>
        roomDistance(rowAt(danced.clip, end + frame - 1), rowAt(danced.clip, end + frame)),
      ),
    ),
  );
  return { watches, motion };
}

function figuresOf(
  watches: ReadonlyMap<string, RolloutStats>,
  real: RealLife,
  temperature: number,
  samples: number,
  { speed, fps }: RealMotionStats,
): readonly Metric[] {
  const figure = (
    what: string,
    unit: string,
    value: (watch: RolloutStats) => Estimate,
    more = {},
  ): Metric => ({
    of: "alive",
    what: `${what}, T ${temperature}`,
    unit,
    samples,
    values: { ...Object.fromEntries([...watches].map(([name, watch]) => [name, value(watch)])), ...more },
  });
  const share = (what: string, is: (frozen: boolean, diverged: boolean) => boolean) => {
    const shares = (watch: RolloutStats) =>
      watch.frozen.map((frozen, index) => Number(is(frozen, watch.diverged[index]!)));
    return figure(what, "share", (watch) => estimatedMean(shares(watch)), {
      real: estimatedMean(real.watches.flatMap(shares)),
    });
  };
  const slices = [...watches.values()][0]!.speeds.length;
  const seconds = (slice: number) => `${slice * SLICE_SECONDS}-${(slice + 1) * SLICE_SECONDS} s`;
  const each = (what: string, shares: (watch: RolloutStats) => readonly Float64Array[]) =>
    Array.from({ length: slices }, (_, slice) =>
      figure(`${what} ${seconds(slice)}`, "of real", (watch) => estimatedMean(shares(watch)[slice]!)),
    );
  const distribution = (motion: readonly number[]) =>
    exactly(1000 * cumulativeMotion(motion.slice(0, framesIn(CMD_SECONDS, fps)), speed));
  return [
    share("neither frozen nor diverged", (frozen, diverged) => !frozen && !diverged),
    share("frozen", (frozen) => frozen),
    share("diverged", (_, diverged) => diverged),
    ...each("speed", (watch) => watch.speeds),
    ...each("acceleration", (watch) => watch.accelerations),
    figure(`CMD over ${CMD_SECONDS} s`, "mm", ({ motion }) => distribution(motion), {
      real: distribution(real.motion),
    }),
  ];
}
