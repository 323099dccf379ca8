import { expect, test } from "vitest";
import { type QualityReport, qualityTable } from "../../../../main/learn/evaluate/report.ts";

const report: QualityReport = {
  model: "first (recurrent-cvae)",
  backend: "WASM",
  judgedOn: "archive/validation",
  trainedOn: null,
  share: null,
  seed: 1,
  quick: false,
  seconds: 12,
  figures: [
    {
      of: "error",
      what: "error ratio at 400 ms",
      unit: "",
      samples: 256,
      values: { model: { value: 0.6612, low: 0.64, high: 0.69 }, repeat: { value: 1, low: 1, high: 1 } },
    },
    {
      of: "cost",
      what: "step of 1, p50",
      unit: "ms",
      samples: 18000,
      values: { model: { value: 0.0042, low: 0.0042, high: 0.0042 } },
    },
  ],
  missing: ["ridge and nearest: no training takes"],
};

test("the table gives each figure its line, each generator that took part a column, and an interval to what was sampled", () => {
  const lines = qualityTable(report).split("\n");
  expect(lines[0]).toBe("first (recurrent-cvae), WASM");
  expect(lines.some((line) => /^error +model +repeat$/.test(line))).toBe(true);
  expect(lines.some((line) => /^error ratio at 400 ms +0\.66 +0\.64-0\.69 +1\.00 +256$/.test(line))).toBe(
    true,
  );
  expect(lines.some((line) => /^step of 1, p50, ms +0\.0042 +18000$/.test(line))).toBe(true);
  expect(lines.at(-1)).toBe("not measured: ridge and nearest: no training takes");
});

test("the table says what the baselines learnt from, and that it was not all of it", () => {
  const line = (more: Partial<QualityReport>) => qualityTable({ ...report, ...more }).split("\n")[1];
  const trainedOn = "archive/train";
  expect(line({})).toContain("baselines from no training takes; seed 1");
  expect(line({ trainedOn, share: { learnt: 5400, of: 5400 } })).toContain(
    "baselines from archive/train; seed 1",
  );
  expect(line({ trainedOn, share: { learnt: 7190, of: 45_000 } })).toContain(
    "baselines from 2.0 h of the 12.5 h in archive/train, spread evenly; seed 1",
  );
});
