import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate } from "../../../../main/learn/evaluate/evaluate.ts";
import type { MetricName } from "../../../../main/learn/evaluate/report.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";

let [folder, short] = ["", ""];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  await writeDance(folder, "swing", sineDance({ seconds: 4 }));
  short = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  await writeDance(short, "swing", sineDance({ seconds: 3 }));
});

afterAll(async () => {
  for (const each of [folder, short]) await rm(each, { recursive: true });
});

const judge = (only: MetricName, train: string | null) =>
  evaluate(
    { archive: folder, train, model: "models/first", backend: "wasm", seed: 1, only: [only], quick: true },
    jobContext(),
  );

test("training takes are read for figures that compare the model with those who learn from them, and for no other", async () => {
  const nowhere = join(folder, "nowhere");
  const { figures, trainedOn, missing } = await judge("cost", nowhere);
  expect(figures.length).toBeGreaterThan(0);
  expect([trainedOn, missing]).toEqual([null, []]);
  await expect(judge("seam", nowhere)).rejects.toThrow("cannot be read");
});

test("training takes that are too short to go on from are refused, by how long they have to be", async () => {
  await expect(judge("seam", short)).rejects.toThrow(`${short}: no unbroken dance of 3.5 s`);
});
