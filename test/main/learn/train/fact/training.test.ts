import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { SMALL } from "../../../../../main/generators/fact/weights.ts";
import { type Archive, standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { drawBatch, type framesNeeded, openDataset } from "../../../../../main/learn/train/fact/sampler.ts";
import { type FactSchedule, scheduleAt } from "../../../../../main/learn/train/fact/schedule.ts";
import { factTraining } from "../../../../../main/learn/train/fact/training.ts";
import {
  applyGradients,
  initialOptimiserState,
  parameterCounts,
} from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { TrainableLayers } from "../../../../../main/learn/train/optimiser/trainable-layers.ts";
import { train } from "../../../../../main/learn/train/train.ts";
import type { LossValues } from "../../../../../main/learn/train/trainable-type.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";
import { sineDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { jobContext } from "../../../../support/job-context.ts";
import { SMALL_SIZES } from "../../../../support/small-model.ts";

const SIZES = SMALL_SIZES.fact as unknown as Parameters<typeof framesNeeded>[0];
const STEPS = 25;

let dataset: Archive;
let constants: Float32Array;
beforeAll(async () => {
  await startTensorflow("wasm");
  const dance = { name: "sines", style: "swing", fps: 30, source: "", licence: "" };
  const placements = join(mkdtempSync(join(tmpdir(), "continuo-test-")), "placements");
  dataset = await standardise([{ ...dance, frames: sineDance({ seconds: 20 }) }], placements);
  constants = factTraining.measureConstants(dataset);
});

/** Mean losses of the first and of the last steps, all of one kind. */
async function learn(sizes: typeof SIZES, schedule: FactSchedule) {
  const groups = factTraining.groups(sizes);
  const state = initialOptimiserState(groups, seededRandom(5));
  const layers = new TrainableLayers(groups);
  const objective = factTraining.open({ sizes, layers, dataset, constants });
  const gradient = new Float32Array(state.parameters.length);
  const [count] = parameterCounts(groups);
  const all: LossValues[] = [];
  for (let step = 0; step < STEPS; step++) {
    const batch = objective.draw(schedule, 0, seededRandom(4, step));
    const losses = await layers.gradient(
      state.parameters,
      () => batch.prepare(),
      (prepared) => batch.losses(prepared),
      gradient,
    );
    applyGradients(state, [gradient], [{ count: count!, learningRate: 3e-3 }]);
    all.push(losses);
  }
  expect(all.every((losses) => Object.values(losses).every(Number.isFinite))).toBe(true);
  const mean = (some: readonly LossValues[], name: string) =>
    some.reduce((sum, losses) => sum + losses[name]!, 0) / some.length;
  return (name: string) => mean(all.slice(-5), name) / mean(all.slice(0, 5), name);
}

test("at first what follows comes out more and more as it was danced", async () => {
  const fell = await learn(SIZES, { ...scheduleAt(0, 1000), size: 8 });
  expect(fell("position")).toBeLessThan(0.8);
  expect(fell("velocity")).toBeLessThan(0.8);
});

test("at last, on its own output, prior samples become as fast as what was danced", async () => {
  const fell = await learn(SIZES, { ...scheduleAt(999, 1000), size: 8 });
  expect(fell("speed")).toBeLessThan(0.8);
});

test("without a latent, as in the paper, it is trained too", async () => {
  const fell = await learn({ ...SIZES, latent: 0 }, { ...scheduleAt(0, 1000), size: 8 });
  expect(fell("position")).toBeLessThan(0.9);
});

test("a batch hears the body's own beats, in some rows; the music goes on from run to run", () => {
  const size = 16;
  const schedule = { size, runs: 3, noise: 0, hasPriorSamples: true };
  const { music, seed, future, posterior, sample } = drawBatch(
    openDataset(dataset, constants),
    SMALL,
    schedule,
    seededRandom(2),
  );
  const { heard, audio, future: frames } = SMALL;
  const row = (run: number, index: number) =>
    music[run]!.subarray(index * heard * audio, (index + 1) * heard * audio);
  const hearing = Array.from({ length: size }, (_, index) => row(0, index).some((value) => value !== 0));
  const count = hearing.filter(Boolean).length;
  expect(count).toBeGreaterThan(size / 4);
  expect(count).toBeLessThan(size);
  // A run begins half of the future after the one before.
  const [later, earlier] = [row(1, hearing.indexOf(true)), row(0, hearing.indexOf(true))];
  const advance = (frames / 2) * audio;
  expect(later.slice(0, -advance)).toEqual(earlier.slice(advance));
  expect([...seed, ...future].every(Number.isFinite)).toBe(true);
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  expect([sum(posterior), sum(sample)]).toEqual([6, 6]);
});

test("the paper's sizes are trained where there are some, and refused of other kinds", async () => {
  const wish = { output: join(emptyFolder(), "model"), validation: null, leaveOut: [], critic: 0 };
  const about = { ...wish, archive: emptyFolder(), steps: 1, minutes: 1, seed: 1, resume: false } as const;
  const options = { ...about, backend: "wasm", published: true } as const;
  expect(factTraining.published).toMatchObject({ hidden: 800, crossLayers: 12 });
  await expect(train({ ...options, type: "fact" }, jobContext())).rejects.toThrow("no *.take.ndjson");
  await expect(train({ ...options, type: "ac-lstm" }, jobContext())).rejects.toThrow(
    "--published is of sizes that a paper says, and --type ac-lstm has none",
  );
});
