import { join } from "node:path";
import { expect, test } from "vitest";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { initialOptimiserState } from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { Trainer } from "../../../../../main/learn/train/optimiser/trainer.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { SMALL, SMALL_GROUPS } from "../../../../support/small-model.ts";

const norm = (values: Float32Array) => Math.hypot(...values);

/** The same to 4 digits. */
function expectSame(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => {
    expect(Math.abs(value / expected[index]! - 1), `number ${index} is ${value}`).toBeLessThan(1e-4);
  });
}

test("three steps give the numbers that they gave before there were other kinds of networks", {
  timeout: 120_000,
}, async () => {
  const dance = { name: "sines", style: "swing", fps: 30, source: "", licence: "" };
  const dataset = await standardise(
    [{ ...dance, frames: sineDance({ seconds: 20 }) }],
    join(emptyFolder(), "placements"),
  );
  const state = initialOptimiserState(SMALL_GROUPS, seededRandom(5));
  const options = {
    type: "recurrent-cvae",
    critic: 0,
    seed: 4,
    steps: 6,
    shards: 2,
    backend: "wasm",
  } as const;
  const trainer = await Trainer.start(options, SMALL, dataset, measureConstants(dataset), state);
  const totals: number[] = [];
  while (totals.length < 3) totals.push((await trainer.step()).losses.total);
  await trainer.stop();
  expectSame(totals, [20.42636, 47.61915, 75.35862]);
  const { parameters, firstMoment, secondMoment, average } = state;
  expectSame(
    [...[parameters, firstMoment, secondMoment, average].map(norm), parameters[100]!, average[2000]!],
    [14.5732, 0.1847957, 2.743613e-4, 14.57323, 0.02053313, -0.01912423],
  );
});
