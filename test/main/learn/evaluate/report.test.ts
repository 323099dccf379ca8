import { expect, test } from "vitest";
import { type QualityReport, qualityTable } from "../../../../main/learn/evaluate/report.ts";

const report: QualityReport = {
  model: "first (recurrent-cvae)",
  beside: [],
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
  giveaways: [],
  beats: null,
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

test("what was played is told, and in which eighth of its beat the body's beats fall", () => {
  const shares = [0.4, 0.1, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1];
  const beats = {
    ...{ own: 12, fitted: 188 },
    phases: [
      { name: "model", isHeard: true, shares },
      { name: "real", isHeard: false, shares: shares.toReversed() },
    ],
  };
  const lines = qualityTable({ ...report, beats }).split("\n");
  expect(lines).toContain(
    "to the music of their takes 12 continuations, to even beats fitted to the dance 188",
  );
  expect(lines.some((line) => /^model, music heard +40 +10 +5 +5 +10 +10 +10 +10$/.test(line))).toBe(true);
  expect(lines.some((line) => /^real +10 +10 +10 +10 +5 +5 +10 +40$/.test(line))).toBe(true);
});

const one = (value: number) => ({ value, low: value, high: value });
const group = (name: string, model: number, real: number) => ({
  ...{ name, samples: 9 },
  values: { model: one(model), real: one(real) },
});
const slide: QualityReport["figures"][number] = {
  ...{ of: "body", what: "planted feet slide", unit: "cm/s", samples: 18 },
  values: { model: one(30), real: one(20) },
  byStyle: [group("ballet", 10, 5), group("salsa", 50, 35)],
  byTake: Array.from({ length: 10 }, (_, take) => group(`take_${take}_with_a_long_name`, take, 1)),
};

test("by style and by take each figure is the model's, and real dance's after a stroke, as many columns as a terminal has", () => {
  const text = qualityTable({ ...report, figures: [...report.figures, slide] });
  expect(text).toMatch(
    /by style.*\n\nbody +ballet +salsa\nplanted feet slide, cm\/s +10\.0 \/ 5\.00 +50\.0 \/ 35\.0/,
  );
  expect(text.match(/by take/g)).toHaveLength(2);
  expect(text).toContain("take_0_with_…");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(160);
  expect(qualityTable({ ...report, figures: [slide] }, ["style"])).not.toContain("by take");
  // Of one style, the table would be the same again.
  const alone = { ...slide, byStyle: slide.byStyle!.slice(0, 1) };
  expect(qualityTable({ ...report, figures: [alone] }, ["style"])).not.toContain("by style");
});

test("what is judged beside the model has its columns, a terminal wide each time, and tables of its own by style", () => {
  const names = ["graph", "memory", "first"];
  const values = Object.fromEntries(
    ["model", ...names, "repeat", "nearest", "real"].map((name, at) => [name, one(at)]),
  );
  const byStyle = ["ballet", "salsa"].map((name, at) => ({
    name,
    samples: 9,
    values: { graph: one(7 + at), real: one(5) },
  }));
  const beside = names.map((name) => ({ name, description: `${name} it is` }));
  const text = qualityTable({ ...report, beside, figures: [{ ...slide, values, byStyle, byTake: [] }] });
  expect(text).toContain("\ngraph: graph it is\n");
  expect(text).toMatch(/\nbody +model +graph +memory +first +repeat +nearest\n.*\n\nbody +real\n/);
  expect(text).toMatch(
    /by style: graph, .*\n\nbody +ballet +salsa\nplanted feet slide, cm\/s +7\.00 \/ 5\.00 +8\.00/,
  );
  expect(text).not.toContain("by style: the model");
});

test("what gives the model away is a short list, the strongest first", () => {
  const giveaways = Array.from({ length: 20 }, (_, index) => ({
    ...{ feature: `feature ${index}`, unit: "legs/s", share: 0.2 - index / 100, model: 1.25, real: 2.5 },
  }));
  const lines = qualityTable({ ...report, giveaways }).split("\n");
  const begin = lines.findIndex((line) => line.startsWith("what gives the model away"));
  expect(lines[begin + 1]).toMatch(/^feature 0, legs\/s +20 % +1\.25 +2\.50$/);
  expect(lines.filter((line) => line.startsWith("feature"))).toHaveLength(12);
});
