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
import { recurrentCvaeTraining } from "../../../../main/learn/train/recurrent-cvae/training.ts";
import type { TrainingChoice } from "../../../../main/learn/train/types.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { ConfigError, ModelError } from "../../../../main/system/errors.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { SMALL, SMALL_GROUPS } from "../../../support/small-model.ts";

const CHOICE: TrainingChoice = { type: "recurrent-cvae", critic: 0 };
const RUN: Run = {
  ...CHOICE,
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
  const optimiser = initialOptimiserState(SMALL_GROUPS, seededRandom(1));
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
  expect(await loadCheckpoint(model, CHOICE, SMALL_GROUPS)).toEqual({ run: RUN, optimiser });
});

test.each<[string, (file: string) => void]>([
  ["cut short", (file) => truncateSync(file, 1000)],
  ["without its first line", (file) => writeFileSync(file, readFileSync(file).subarray(1))],
  ["empty", (file) => writeFileSync(file, "")],
])("one that is %s is refused by name", async (_, damage) => {
  const { model, file } = await saved();
  damage(file);
  const error: unknown = await loadCheckpoint(model, CHOICE, SMALL_GROUPS).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as ModelError).message).toMatch(
    /run\.bin: \d+ bytes, expected a checkpoint of \d+ parameters$/,
  );
});

test("one of another network is refused", async () => {
  const { model } = await saved();
  const larger = recurrentCvaeTraining.groups({ ...SMALL, hidden: 13 });
  await expect(loadCheckpoint(model, CHOICE, larger)).rejects.toThrow(/expected a checkpoint of/);
});

test("one with another critic is told, with what to do", async () => {
  const { model } = await saved();
  await expect(loadCheckpoint(model, { ...CHOICE, critic: 0.3 }, SMALL_GROUPS)).rejects.toThrow(
    new ConfigError(
      `--critic is 0.3, and the run to resume in ${model} has 0; expected --critic 0, or another --output`,
    ),
  );
});

test("one that does not say its type is of the first, without a critic", async () => {
  const { model, optimiser, file } = await saved();
  const bytes = readFileSync(file);
  const end = bytes.indexOf("\n");
  const { type: _, critic: __, ...header } = JSON.parse(bytes.subarray(0, end).toString());
  writeFileSync(file, Buffer.concat([Buffer.from(JSON.stringify(header)), bytes.subarray(end)]));
  expect(await loadCheckpoint(model, CHOICE, SMALL_GROUPS)).toEqual({ run: RUN, optimiser });
});

test("one of another kind of network is told, with what to do", async () => {
  const { model } = await saved();
  const other: TrainingChoice = { ...CHOICE, type: "ac-lstm" };
  await expect(loadCheckpoint(model, other, SMALL_GROUPS)).rejects.toThrow(
    new ConfigError(
      `--type is ac-lstm, and the run to resume in ${model} is of recurrent-cvae; ` +
        "expected --type recurrent-cvae, or another --output",
    ),
  );
});
