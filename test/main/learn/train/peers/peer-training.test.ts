import { join } from "node:path";
import { expect, test } from "vitest";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { initialOptimiserState } from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { Trainer } from "../../../../../main/learn/train/optimiser/trainer.ts";
import { acLstmTraining } from "../../../../../main/learn/train/peers/ac-lstm.ts";
import { measurePeerConstants } from "../../../../../main/learn/train/peers/constants.ts";
import { danceRevolutionTraining } from "../../../../../main/learn/train/peers/dance-revolution.ts";
import { mdnLstmTraining } from "../../../../../main/learn/train/peers/mdn-lstm.ts";
import type { PeerSchedule } from "../../../../../main/learn/train/peers/peer-training.ts";
import { trainableType } from "../../../../../main/learn/train/registry.ts";
import type { TrainableType } from "../../../../../main/learn/train/trainable-type.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { amount } from "../../../../support/long.ts";

const SLOW = { timeout: 300_000 };
const STEPS = amount({ everyday: 30, long: 40 });

test.each(["ac-lstm", "mdn-lstm", "dance-revolution"] as const)(
  "the loss of %s falls",
  SLOW,
  async (type) => {
    const dance = { name: "sines", style: "swing", fps: 30, source: "", licence: "" };
    const placements = join(emptyFolder(), "placements");
    const dataset = await standardise([{ ...dance, frames: sineDance({ seconds: 20 }) }], placements);
    const constants = measurePeerConstants(dataset);
    const sizes = { hidden: 24, layers: 1, ...(type === "mdn-lstm" && { mixtures: 2 }) };
    const state = initialOptimiserState(trainableType({ type, critic: 0 }).groups(sizes), seededRandom(5));
    // So many steps in all that the learning rate does not fall yet.
    const options = { type, critic: 0, seed: 4, steps: 1000, shards: 1, backend: "wasm" } as const;
    const trainer = await Trainer.start(options, sizes, dataset, constants, state);
    const totals: number[] = [];
    while (totals.length < STEPS) totals.push((await trainer.step()).losses.total);
    await trainer.stop();
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(totals.every(Number.isFinite)).toBe(true);
    const [first, last] = [mean(totals.slice(0, 3)), mean(totals.slice(-3))];
    // The likelihood of a pose counts from what its 58 numbers would have without a network.
    expect(last).toBeLessThan(type === "mdn-lstm" ? first - 5 : 0.8 * first);
  },
);

test("which frames are given: five of ten, all, and ever fewer", () => {
  const runs = <Sizes>(training: TrainableType<Sizes, PeerSchedule>) =>
    [0, 50, 100].map((step) => {
      const { given, own } = training.scheduleAt(step, 100, training.sizes(1));
      return [given, own];
    });
  expect(runs(acLstmTraining)).toEqual([
    [5, 5],
    [5, 5],
    [5, 5],
  ]);
  expect(runs(mdnLstmTraining).map(([, own]) => own)).toEqual([0, 0, 0]);
  expect(runs(danceRevolutionTraining)).toEqual([
    [10, 0],
    [10, 15],
    [10, 30],
  ]);
});
