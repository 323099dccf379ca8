import { framesIn, roomAcceleration, roomDistance, rowAt } from "../../../motion/clip.ts";
import { quantile } from "../bootstrap.ts";
import { continuations } from "../continuations.ts";
import { groupedMeans } from "../groups.ts";
import type { Metric } from "../report.ts";
import { type Seed, seedsIn } from "../seeds.ts";
import { judgedAt, randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

/** A jump within this share of those between real neighbouring frames is none. */
const USUAL = 0.99;

interface Jump {
  /** Metres. */
  readonly position: number;
  /** Metres a frame. */
  readonly velocity: number;
}

/** The jump from the seed's last frame to the continuation's first, beside those between real neighbouring frames. */
export async function seam(trial: Trial): Promise<readonly Metric[]> {
  const { fps, unseen, counts, work } = trial;
  const seeds = seedsIn(unseen, framesIn(SEED_SECONDS, fps), 1, counts.errorSeeds);
  const jumps = new Map<string, readonly Jump[]>();
  for (const judged of judgedAt(trial)) {
    const firsts = await continuations(judged, seeds, 1, 1, randomFor(trial, 3), work);
    jumps.set(
      judged.name,
      seeds.map((seed, index) => jumpTo(seed, rowAt(firsts[index]!, 0))),
    );
  }
  const real = seeds.map((seed) => jumpTo(seed, rowAt(seed.take.clip, seed.end)));
  jumps.set("real", real);
  return (["position", "velocity"] as const).flatMap((of): Metric[] => {
    const usual = quantile(Float64Array.from(real, (jump) => jump[of]).sort(), USUAL);
    const figure = (what: string, unit: string, value: (jump: Jump) => number): Metric => ({
      of: "seam",
      what,
      unit,
      ...groupedMeans(seeds, jumps, value),
    });
    return [
      figure(`jump in ${of}`, of === "position" ? "mm" : "m/s", (jump) =>
        of === "position" ? 1000 * jump[of] : fps * jump[of],
      ),
      figure(`${of} within real's 99th percentile`, "", (jump) => Number(jump[of] <= usual)),
    ];
  });
}

function jumpTo({ take, end }: Seed, first: Float32Array): Jump {
  const last = rowAt(take.clip, end - 1);
  return {
    position: roomDistance(last, first),
    velocity: roomAcceleration(rowAt(take.clip, end - 2), last, first),
  };
}
