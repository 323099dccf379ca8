import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { importAll } from "../../main/archive/import/import-all.ts";
import { generate, observeAll } from "../../main/generators/generate.ts";
import type { Generator } from "../../main/generators/generator.ts";
import type { Classifier } from "../../main/learn/evaluate/classifiers/classifier.ts";
import { styleClassifier } from "../../main/learn/evaluate/metrics/fidelity.ts";
import { type DancedTake, dancedOf, seedsIn } from "../../main/learn/evaluate/seeds.ts";
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
/** Seconds that are heard of each dance, and those of its continuation that are judged. */
const HEARD = 4;
const [FROM, TO] = [2, 4];

const mocap = sharedData("mocap");

describe.skipIf(mocap === null)("a blend of two styles", { timeout: 300_000 }, () => {
  let mind: Generator;
  let danced: readonly DancedTake[];
  let classify: Classifier;

  beforeAll(async () => {
    const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
    for (const take of TAKES) {
      const input = join(mocap!, "cmu", `${take}.bvh.gz`);
      const split = join(mocap!, "split.json");
      const provenance = { source: "", licence: "", tags: [] };
      await importAll({ input, output, split, provenance, fps: null, force: false }, jobContext());
    }
    mind = await openGenerator(join(projectRoot, "models/first"), "auto");
    danced = (await Array.fromAsync(tracksOf(join(output, "train"), () => {}))).map(dancedOf);
    classify = styleClassifier(danced, mind.styles, mind.fps);
    rmSync(output, { recursive: true });
  }, 300_000);

  /** Of continuations of dances in both styles, the share that the classifier takes for the second one. */
  function shareOfSecond(first: string, second: string, weight: number): number {
    const { fps, styles } = mind;
    const seeds = [first, second].flatMap((style) =>
      seedsIn(
        danced.filter((one) => one.style === style),
        HEARD * fps,
        TO * fps,
        CONTINUATIONS / 2,
      ),
    );
    const weights = styles.map((style) => (style === first ? 1 - weight : style === second ? weight : 0));
    const states = seeds.map(({ danced: { track }, end, heard }) =>
      mind.withStyles(observeAll(mind, track.frames.slice(end - heard, end)), weights),
    );
    const dance = generate(mind, states, 1, seededRandom(5));
    const moments = Array.from({ length: TO * fps }, () => dance.next().value);
    const taken = seeds.map((_, row) => {
      const clip = clipOf(moments.map((moment) => moment[row]!));
      return styles[classify(description(part(clip, FROM * fps, TO * fps), fps))]!;
    });
    expect(taken).toHaveLength(CONTINUATIONS);
    return taken.filter((style) => style === second).length / taken.length;
  }

  test.each(PAIRS)("of %s and %s goes from the one to the other as the weight does", (first, second) => {
    const shares = WEIGHTS.map((weight) => shareOfSecond(first, second, weight));
    console.info(`${first} to ${second}: ${shares.join(", ")}`);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBeLessThan(0.25);
    expect(shares.at(-1)).toBeGreaterThan(0.75);
  });
});
