import { type Clip, framesIn, part } from "../../../motion/clip.ts";
import { beatsIn } from "../../../motion/features/beats.ts";
import { describe } from "../../../motion/features/description.ts";
import { type Cloud, cloudOf, frechet, spread, standardiser } from "../../../motion/features/frechet.ts";
import { geometricFeatures } from "../../../motion/features/geometric.ts";
import { kineticFeatures } from "../../../motion/features/kinetic.ts";
import { type Estimate, mean, quantile } from "../bootstrap.ts";
import { learnLinear } from "../classifiers/classifier.ts";
import { CONTINUATION_SECONDS, type Continuations } from "../continuations.ts";
import { type Gaps, type Giveaway, giveawaysOf } from "../giveaways.ts";
import { groupedMeans } from "../groups.ts";
import type { Metric } from "../report.ts";
import { randomFor, SEED_SECONDS, type Trial } from "../trial.ts";

const WINDOW_SECONDS = 2;
/** Seeds are halved by blocks of neighbouring ones, whose windows overlap: so that no window is in both halves. */
const BLOCKS = 16;
/** How often the seeds are halved at random. */
const HALVINGS = 20;
const FOLDS = 5;

type Features = (clip: Clip, fps: number) => Float64Array;
const FAMILIES: readonly (readonly [name: string, features: Features])[] = [
  ["kinetic", (clip, fps) => kineticFeatures(clip, fps)],
  ["kinetic, misplaced bracket", (clip, fps) => kineticFeatures(clip, fps, "misplaced")],
  ["geometric", geometricFeatures],
];

export interface Likeness {
  readonly figures: readonly Metric[];
  /** What tells the model's continuations from real dance. */
  readonly giveaways: readonly Giveaway[];
}

/**
 * Whether continuations look like real dances: the windows of 2 s of one half of the seeds are compared with the
 * dancers' own of the other half; and so are, as the best that can be reached, the dancers' own of the first half.
 */
export async function likeness(trial: Trial, { seeds, by }: Continuations): Promise<Likeness | string> {
  const { fps, work } = trial;
  if (seeds.length < BLOCKS) return tooFew(seeds.length, fps);
  const names = [...by.keys()];
  const halvings = halvingsOf(trial, seeds.length);
  const figures: Metric[] = [];
  const windows = new Map(names.map((name) => [name, by.get(name)!.map((clip) => windowsOf(clip, fps))]));
  const figure = (what: string, unit: string, values: Metric["values"]): Metric => ({
    of: "likeness",
    what,
    unit,
    samples: seeds.length,
    values,
  });
  for (const [family, features] of FAMILIES) {
    const found = new Map<string, Float64Array[][]>();
    for (const [index, name] of names.entries()) {
      found.set(
        name,
        windows.get(name)!.map((own) => own.map((window) => features(window, fps))),
      );
      await work.step(`${family} features`, index + 1, names.length);
    }
    const real = found.get("real")!;
    const standard = standardiser(real.flat());
    for (const [name, own] of found)
      found.set(
        name,
        own.map((samples) => [...standard(samples)]),
      );
    const distances: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    const spreads: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (const [index, inFirst] of halvings.entries()) {
      const half = (name: string, first: boolean) =>
        found
          .get(name)!
          .filter((_, seed) => inFirst[seed] === first)
          .flat();
      const reference: Cloud = cloudOf(half("real", false));
      for (const name of names) {
        const samples = half(name, true);
        distances[name]!.push(frechet(reference, cloudOf(samples)));
        if (index < HALVINGS / 4) spreads[name]!.push(spread(samples));
      }
      await work.step(`${family}, halving`, index + 1, HALVINGS);
    }
    const estimates = (of: Record<string, number[]>) =>
      Object.fromEntries(names.map((name) => [name, rangeOf(of[name]!)]));
    figures.push(
      figure(`FID ${family}`, "", estimates(distances)),
      figure(`Dist ${family}`, "", estimates(spreads)),
    );
  }
  figures.push({
    ...{ of: "likeness", what: "kinematic beats", unit: "a second" },
    ...groupedMeans(seeds, by, (clip) => (fps * beatsIn(clip, fps).length) / clip.frames),
  });
  const described = new Map(
    names.map((name) => [
      name,
      windows.get(name)!.map((own) => [own[0]!, own[2]!].map((clip) => describe(clip, fps))),
    ]),
  );
  const realOnes = described.get("real")!;
  const told = new Map<string, readonly number[]>();
  let giveaways: readonly Giveaway[] = [];
  for (const [index, [name, ours]] of [...described].entries()) {
    const apart = name === "real" ? tellHalves(realOnes, halvings[0]!) : tellApart(ours, realOnes);
    told.set(name, [...apart.right]);
    if (name === trial.model.name) giveaways = giveawaysOf(apart);
    await work.step("telling apart", index + 1, names.length);
  }
  figures.push({
    ...{ of: "likeness", what: "told from real", unit: "share" },
    ...groupedMeans(seeds, told, (right) => right),
  });
  return { figures, giveaways };
}

/** How much dance is needed for a seed in each block. */
function tooFew(seeds: number, fps: number): string {
  const seconds = SEED_SECONDS + CONTINUATION_SECONDS + (BLOCKS - 1) / fps;
  return `moments to go on from are only ${seeds}, expected ${BLOCKS}, as unbroken dance of ${seconds.toFixed(1)} s has`;
}

/** For each halving, whether a seed is in the first half. */
function halvingsOf(trial: Trial, seeds: number): readonly (readonly boolean[])[] {
  const random = randomFor(trial, 7);
  return Array.from({ length: HALVINGS }, () => {
    const order = Array.from({ length: BLOCKS }, (_, block) => ({ block, at: random() })).sort(
      (a, b) => a.at - b.at,
    );
    const first = new Set(order.slice(0, BLOCKS / 2).map(({ block }) => block));
    return Array.from({ length: seeds }, (_, seed) => first.has(Math.floor((seed * BLOCKS) / seeds)));
  });
}

const foldOf = (seed: number, seeds: number): number => Math.floor((seed * FOLDS) / seeds);

/** What a classifier reaches that was tried on samples which it did not learn from. */
interface Told extends Gaps {
  /** Its accuracy, by seed. */
  readonly right: Float64Array;
}

/** A classifier of ours and real, over descriptions of both; cross-validated by seed. */
export function tellApart(
  ours: readonly (readonly Float64Array[])[],
  real: readonly (readonly Float64Array[])[],
): Told {
  return crossValidated(
    real.map((own, seed) => [
      ...own.map((description) => ({ description, label: 0 })),
      ...ours[seed]!.map((description) => ({ description, label: 1 })),
    ]),
  );
}

/** The same for real dances, half of them labelled as ours: what a classifier reaches that has nothing to tell. */
function tellHalves(real: readonly (readonly Float64Array[])[], inFirst: readonly boolean[]): Told {
  return crossValidated(
    real.map((own, seed) => own.map((description) => ({ description, label: Number(inFirst[seed]) }))),
  );
}

interface Labelled {
  readonly description: Float64Array;
  readonly label: number;
}

function crossValidated(seeds: readonly (readonly Labelled[])[]): Told {
  const right = new Float64Array(seeds.length);
  /** Sums over the samples of each label. */
  const sums = [0, 1].map(() => {
    const width = seeds[0]![0]!.description.length;
    return { count: 0, terms: new Float64Array(width), values: new Float64Array(width) };
  });
  for (let fold = 0; fold < FOLDS; fold++) {
    const known = seeds.filter((_, seed) => foldOf(seed, seeds.length) !== fold).flat();
    const { classify, terms } = learnLinear(
      known.map(({ description }) => description),
      known.map(({ label }) => label),
      2,
    );
    seeds.forEach((own, seed) => {
      if (foldOf(seed, seeds.length) !== fold) return;
      right[seed] = mean(own.map(({ description, label }) => Number(classify(description) === label)));
      for (const { description, label } of own) {
        const sum = sums[label]!;
        const [forReal, forOurs] = [terms(description, 0), terms(description, 1)];
        sum.count++;
        for (let i = 0; i < description.length; i++) {
          sum.terms[i]! += forOurs[i]! - forReal[i]!;
          sum.values[i]! += description[i]!;
        }
      }
    });
  }
  const [real, model] = sums.map(({ count, values }) => values.map((sum) => sum / count));
  const [termsOfReal, termsOfOurs] = sums.map(({ count, terms }) => terms.map((sum) => sum / count));
  return {
    right,
    terms: termsOfOurs!.map((term, i) => term - termsOfReal![i]!),
    ...{ model: model!, real: real! },
  };
}

function windowsOf(clip: Clip, fps: number): readonly Clip[] {
  const frames = framesIn(WINDOW_SECONDS, fps);
  return Array.from({ length: Math.floor(clip.frames / frames) }, (_, index) =>
    part(clip, index * frames, (index + 1) * frames),
  );
}

/** Mean over the halvings, and where 19 of 20 of them lie. */
function rangeOf(values: readonly number[]): Estimate {
  const sorted = Float64Array.from(values).sort();
  return { value: mean(sorted), low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
