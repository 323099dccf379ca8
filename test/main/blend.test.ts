import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { importAll } from "../../main/archive/import/import-all.ts";
import { generateFrames } from "../../main/generators/generate.ts";
import type { Generator } from "../../main/generators/generator.ts";
import type { Classifier } from "../../main/learn/evaluate/classifiers/classifier.ts";
import { statesAfter } from "../../main/learn/evaluate/continuations.ts";
import { styleClassifier } from "../../main/learn/evaluate/metrics/fidelity.ts";
import { seedsIn, type UnseenTake, unseenTake } from "../../main/learn/evaluate/seeds.ts";
import { tracksOf } from "../../main/learn/train/data/tracks.ts";
import { clipOf, part } from "../../main/motion/clip.ts";
import { describe as description } from "../../main/motion/features/description.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { openGenerator } from "../../main/runtime/open-generator.ts";
import { projectRoot } from "../../main/system/paths.ts";
import { jobContext } from "../support/job-context.ts";
import { sharedData } from "../support/shared-data.ts";

/** Two takes of each of the shipped model's styles. */
const TAKES = ["60_05", "61_12", "94_07", "94_13", "135_04", "135_08"];
/** One pair in the everyday check, all with CONTINUO_BLENDS=3. */
const PAIRS = (
  [
    ["salsa", "indian"],
    ["indian", "martial"],
    ["martial", "salsa"],
  ] as const
).slice(0, Number(process.env.CONTINUO_BLENDS ?? 1));
const WEIGHTS = [0, 0.25, 0.5, 0.75, 1];
const CONTINUATIONS = 20;
/** Seconds that are observed of each dance, and those of its continuation that are classified. */
const OBSERVED = 4;
const [FROM, TO] = [2, 4];

const mocap = sharedData("mocap");

describe.skipIf(mocap === null)("a blend of two styles", { timeout: 300_000 }, () => {
  let generator: Generator;
  let takes: readonly UnseenTake[];
  let classify: Classifier;

  beforeAll(async () => {
    const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
    for (const take of TAKES) {
      const input = join(mocap!, "cmu", `${take}.bvh.gz`);
      const split = join(mocap!, "split.json");
      const provenance = { source: "", licence: "", tags: [] };
      await importAll({ input, output, split, provenance, fps: null, force: false }, jobContext());
    }
    generator = await openGenerator(join(projectRoot, "models/first"), "auto");
    takes = (await Array.fromAsync(tracksOf(join(output, "train"), () => {}))).map(unseenTake);
    classify = styleClassifier(takes, generator.styles, generator.fps);
    rmSync(output, { recursive: true });
  }, 300_000);

  /** Of continuations of dances in both styles, the share that the classifier takes for the second one. */
  async function shareOfSecond(first: string, second: string, weight: number): Promise<number> {
    const { fps, styles } = generator;
    const seeds = [first, second].flatMap((style) =>
      seedsIn(
        takes.filter((one) => one.style === style),
        OBSERVED * fps,
        TO * fps,
        CONTINUATIONS / 2,
      ),
    );
    const weights = styles.map((style) => (style === first ? 1 - weight : style === second ? weight : 0));
    const states = statesAfter(generator, seeds);
    const manner = { temperature: 1, styles: weights };
    const continued = await generateFrames(generator, states, TO * fps, manner, seededRandom(5));
    const taken = seeds.map((_, row) => {
      const clip = clipOf(continued.map((frame) => frame[row]!));
      return styles[classify(description(part(clip, FROM * fps, TO * fps), fps))]!;
    });
    expect(taken).toHaveLength(CONTINUATIONS);
    return taken.filter((style) => style === second).length / taken.length;
  }

  test.each(PAIRS)(
    "of %s and %s goes from the one to the other as the weight does",
    async (first, second) => {
      const shares: number[] = [];
      for (const weight of WEIGHTS) shares.push(await shareOfSecond(first, second, weight));
      console.info(`${first} to ${second}: ${shares.join(", ")}`);
      expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
      expect(shares[0]).toBeLessThan(0.25);
      expect(shares.at(-1)).toBeGreaterThan(0.75);
    },
  );
});
