import type { BodyPoint } from "../../../shared/pose.ts";
import type { Random } from "../../../shared/random.ts";
import { J } from "../../../shared/skeleton.ts";
import { Completion } from "../../engine/phrase/completion.ts";
import type { MotionFrame } from "../../engine/phrase/motion.ts";
import { gaussian } from "../../engine/predict/gaussian.ts";
import { estimatedMean, estimatedRatio } from "../bootstrap.ts";
import { bodyDistance, rowAt } from "../clip.ts";
import { type Contestant, continuations, wishesFor } from "../contestant.ts";
import type { Figure } from "../report.ts";
import { dancedOf, type Seed, seedsIn } from "../seeds.ts";
import { chanceFor, HEARD, type Trial } from "../trial.ts";

/** When continuations are compared, seconds after the seed. */
const AHEAD = 0.4;
/** Standard deviations of a poor camera's joints, metres: across its picture, and in depth. */
const ACROSS = 0.02;
const DEPTH = 0.05;
/** Share of joints that are out of sight, and for how long at most, seconds. */
const HIDDEN = 0.1;
const LONGEST_HIDDEN = 0.3;

/** What a poor camera's seed costs: how much farther off the expected path is than after the seed as it was danced. */
export async function camera(trial: Trial): Promise<readonly Figure[]> {
  const { fps, model, baselines, unseen, counts } = trial;
  const ahead = Math.round(AHEAD * fps);
  const seeds = seedsIn(unseen, HEARD * fps, ahead, counts.paths);
  const random = chanceFor(trial, 9);
  const poor = seeds.map((seed) => filmed(seed, fps, random));
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
  const figure = (what: string, unit: string, value: (name: string) => Figure["values"][string]): Figure => ({
    of: "camera",
    ...{ what, unit, samples: seeds.length },
    values: Object.fromEntries([...errors.keys()].map((name) => [name, value(name)])),
  });
  return [
    figure("off at 400 ms after a poor seed, of a good one", "", (name) => {
      const { clean, noisy } = errors.get(name)!;
      return estimatedRatio(noisy, clean);
    }),
    figure("off at 400 ms after a poor seed", "mm", (name) =>
      estimatedMean(errors.get(name)!.noisy.map((metres) => 1000 * metres)),
    ),
  ];
}

/** The seed as a poor camera saw it, its holes filled as the engine fills them. */
function filmed({ danced, end, heard }: Seed, fps: number, random: Random): Seed {
  const completion = new Completion();
  const hiddenFor = new Array<number>(danced.track.frames[0]!.body.length).fill(0);
  const mean = (LONGEST_HIDDEN * fps + 1) / 2;
  const frames: MotionFrame[] = [];
  for (const { body, root } of danced.track.frames.slice(end - heard, end)) {
    const seen = body.map((point) => ({
      x: point.x + ACROSS * gaussian(random),
      y: point.y + ACROSS * gaussian(random),
      z: point.z + DEPTH * gaussian(random),
    }));
    const hips = middle(seen[J.left_hip]!, seen[J.right_hip]!);
    const known = seen.map((point, joint) => {
      // The first frame is whole: from the camera, too, nobody is taken for a dancer before she was seen whole.
      if (frames.length > 0 && hiddenFor[joint] === 0 && random() < HIDDEN / (1 - HIDDEN) / mean) {
        hiddenFor[joint] = 1 + Math.floor(random() * LONGEST_HIDDEN * fps);
      }
      if (hiddenFor[joint] === 0) return { x: point.x - hips.x, y: point.y - hips.y, z: point.z - hips.z };
      hiddenFor[joint]!--;
      return null;
    });
    frames.push(completion.complete({ id: 1, image: null, body: known, root }, 1)!);
  }
  return { danced: dancedOf({ ...danced.track, frames }), end: heard, heard };
}

const middle = (a: BodyPoint, b: BodyPoint): BodyPoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  z: (a.z + b.z) / 2,
});
