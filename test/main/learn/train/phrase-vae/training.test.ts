import { join } from "node:path";
import { expect, test } from "vitest";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { initialOptimiserState } from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { Trainer } from "../../../../../main/learn/train/optimiser/trainer.ts";
import { measureConstants } from "../../../../../main/learn/train/phrase-vae/constants.ts";
import { phraseVaeTraining } from "../../../../../main/learn/train/phrase-vae/training.ts";
import type { LossValues } from "../../../../../main/learn/train/trainable-type.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";

const STEPS = 60;
const SIZES = { hidden: 24, latent: 6, segment: 8 };

test("the loss falls: phrases come out more as they were danced", { timeout: 300_000 }, async () => {
  const about = { name: "sines", style: "swing", fps: 30, source: "", licence: "" };
  const placements = join(emptyFolder(), "placements");
  const dataset = await standardise([{ ...about, frames: sineDance({ seconds: 20 }) }], placements);
  const state = initialOptimiserState(phraseVaeTraining.groups(SIZES), seededRandom(5));
  // So many steps in all that the learning rate does not fall yet.
  const options = {
    type: "phrase-vae",
    critic: 0,
    seed: 4,
    steps: 1000,
    shards: 1,
    backend: "wasm",
  } as const;
  const trainer = await Trainer.start(options, SIZES, dataset, measureConstants(dataset), state);
  const reports: LossValues[] = [];
  while (reports.length < STEPS) reports.push((await trainer.step()).losses);
  await trainer.stop();
  const ofLast = (name: string) => {
    const mean = (some: readonly LossValues[]) =>
      some.reduce((sum, one) => sum + one[name]!, 0) / some.length;
    return mean(reports.slice(-3)) / mean(reports.slice(0, 3));
  };
  expect(reports.every((losses) => Object.values(losses).every(Number.isFinite))).toBe(true);
  // The total is of weights that grow.
  expect(ofLast("position")).toBeLessThan(0.8);
});
