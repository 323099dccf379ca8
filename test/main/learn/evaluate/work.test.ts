import { expect, test } from "vitest";
import { Work } from "../../../../main/learn/evaluate/work.ts";
import { jobContext } from "../../../support/job-context.ts";

test("an evaluation reports its steps and ends at the next one when it is stopped", async () => {
  const context = jobContext(({ done }) => done === 2);
  const work = new Work(context);
  work.begin("alive");
  await work.step("model", 1, 3);
  await expect(work.step("model", 2, 3)).rejects.toThrow("stopped");
  expect(context.reports).toEqual([
    { phase: "alive, model", unit: "step", done: 1, total: 3 },
    { phase: "alive, model", unit: "step", done: 2, total: 3 },
  ]);
});
