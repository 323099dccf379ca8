import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { importAll } from "../../main/archive/import/import-all.ts";
import { tracksOf } from "../../main/archive/tracks.ts";
import { generateFrames } from "../../main/generators/generate.ts";
import { statesAfter } from "../../main/learn/evaluate/continuations.ts";
import { styleClassifier } from "../../main/learn/evaluate/metrics/fidelity.ts";
import { seedsIn, type UnseenTake, unseenTake } from "../../main/learn/evaluate/seeds.ts";
import { clipOf, part } from "../../main/motion/clip.ts";
import { describe as description } from "../../main/motion/features/description.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { openGenerator } from "../../main/runtime/open-generator.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { jobContext } from "../support/job-context.ts";
import { LONG } from "../support/long.ts";
import { demoPhrases } from "../support/ordinary-dancing.ts";
import { sharedData } from "../support/shared-data.ts";

const CONTINUATIONS = 20;
/** Seconds that are observed of each dance, and those of its continuation that are classified. */
const OBSERVED = 4;
const [FROM, TO] = [2, 4];

const generator = await openGenerator(join(projectRoot, "models/first"), "auto");

/** Of continuations of dances in both styles, the share that a classifier of the two takes for the second one. */
async function sharesOfSecond(
  takes: readonly UnseenTake[],
  first: string,
  second: string,
  weights: readonly number[],
): Promise<readonly number[]> {
  const { fps, styles } = generator;
  const inBoth = takes.filter(({ style }) => style === first || style === second);
  const classify = styleClassifier(inBoth, styles, fps);
  const seeds = [first, second].flatMap((style) =>
    seedsIn(
      inBoth.filter((one) => one.style === style),
      OBSERVED * fps,
      0,
      CONTINUATIONS / 2,
    ),
  );
  // Short dances hold fewer different ones.
  expect(seeds.length).toBeGreaterThan(0.8 * CONTINUATIONS);
  const states = statesAfter(generator, seeds);
  const shares: number[] = [];
  for (const weight of weights) {
    const blend = styles.map((style) => (style === first ? 1 - weight : style === second ? weight : 0));
    const manner = { temperature: 1, styles: blend };
    const continued = await generateFrames(generator, states, TO * fps, manner, seededRandom(5));
    const taken = seeds.map((_, row) => {
      const clip = clipOf(continued.map((frame) => frame[row]!));
      return styles[classify(description(part(clip, FROM * fps, TO * fps), fps))]!;
    });
    shares.push(taken.filter((style) => style === second).length / taken.length);
  }
  return shares;
}

function expectToFollow(first: string, second: string, shares: readonly number[]): void {
  console.info(`${first} to ${second}: ${shares.join(", ")}`);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect(shares[0]).toBeLessThan(0.25);
  expect(shares.at(-1)).toBeGreaterThan(0.75);
}

test("a blend of two styles goes from the one to the other as the weight does", {
  timeout: 120_000,
}, async () => {
  const takes = (await demoPhrases()).map(({ style, frames }) =>
    unseenTake({ name: style, style, fps: 30, source: "", licence: "", frames }),
  );
  expectToFollow("indian", "ballet", await sharesOfSecond(takes, "indian", "ballet", [0, 0.5, 1]));
});

if (LONG) {
  /** Takes of four styles. */
  const TAKES = ["60_05", "61_12", "94_07", "94_13", "05_02", "05_13", "05_17", "135_04", "135_06"];
  const mocap = sharedData("mocap/clean");

  describe.skipIf(mocap === null)("of whole recordings (../shared/data)", { timeout: 300_000 }, () => {
    let takes: readonly UnseenTake[];

    beforeAll(async () => {
      const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
      for (const take of TAKES) {
        const input = join(mocap!, "cmu", `${take}.bvh.gz`);
        const split = join(mocap!, "index.json");
        const provenance = { source: "", licence: "", tags: [] };
        await importAll(
          { input, output, split, provenance, fps: null, up: null, scale: null, map: null, force: false },
          jobContext(),
        );
      }
      takes = (await Array.fromAsync(tracksOf(join(output, "train"), () => {}))).map(unseenTake);
      rmSync(output, { recursive: true });
    }, 300_000);

    test.each([
      ["salsa", "indian"],
      ["indian", "ballet"],
      ["martial", "salsa"],
    ])("a blend of %s and %s goes from the one to the other as the weight does", async (first, second) => {
      expectToFollow(first, second, await sharesOfSecond(takes, first, second, [0, 0.25, 0.5, 0.75, 1]));
    });
  });
}
