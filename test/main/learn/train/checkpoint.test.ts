import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  checkpointFolder,
  loadCheckpoint,
  type Run,
  saveCheckpoint,
} from "../../../../main/learn/train/checkpoint.ts";
import { initialOptimiserState } from "../../../../main/learn/train/optimiser/optimiser.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { ModelError } from "../../../../main/system/errors.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { SMALL } from "../../../support/small-model.ts";

const RUN: Run = {
  ...{ steps: 9, seed: 3, shards: 2, minutes: 1.5, archive: "a 900", validation: "", best: 0.7 },
  history: [
    {
      ...{ step: 4, total: 1, position: 2, velocity: 3, oneStep: 4, refinement: 5, divergence: 6 },
      ...{ motionStatistics: 7, meanPose: 9, style: 8, ratio: null },
    },
  ],
};

async function saved() {
  const model = emptyFolder();
  const optimiser = initialOptimiserState(SMALL, seededRandom(1));
  const random = seededRandom(2);
  for (const part of [optimiser.firstMoment, optimiser.secondMoment, optimiser.average])
    part.forEach((_, index) => {
      part[index] = random();
    });
  optimiser.step = 4;
  await saveCheckpoint(model, RUN, optimiser);
  return { model, optimiser, file: join(checkpointFolder(model), "run.bin") };
}

test("a run comes back from disk as it was, to the last bit", async () => {
  const { model, optimiser } = await saved();
  expect(await loadCheckpoint(model, SMALL)).toEqual({ run: RUN, optimiser });
});

test.each<[string, (file: string) => void]>([
  ["cut short", (file) => truncateSync(file, 1000)],
  ["without its first line", (file) => writeFileSync(file, readFileSync(file).subarray(1))],
  ["empty", (file) => writeFileSync(file, "")],
])("one that is %s is refused by name", async (_, damage) => {
  const { model, file } = await saved();
  damage(file);
  const error: unknown = await loadCheckpoint(model, SMALL).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as ModelError).message).toMatch(
    /run\.bin: \d+ bytes, expected a checkpoint of \d+ parameters$/,
  );
});

test("one of another network is refused", async () => {
  const { model } = await saved();
  await expect(loadCheckpoint(model, { ...SMALL, hidden: 13 })).rejects.toThrow(/expected a checkpoint of/);
});
