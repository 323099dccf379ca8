import { expect, test } from "vitest";
import { type BenchReport, speedTable } from "../../../../main/learn/bench/report.ts";

const REPORT: BenchReport = {
  machine: "a machine",
  clip: "a clip",
  engine: [{ size: "full", detector: "BlazePose full", framesPerSecond: 20, detect: 40, predict: 8 }],
  official: [{ size: "full", browser: "Chromium", framesPerSecond: 2, frames: 24 }],
  latency: { fps: 30, detector: "BlazePose full", p50: 20, p95: 30, frames: 450, dropped: 3 },
  generator: { model: "first", backend: "wasm", observe: 1, steps: [{ options: 1, p50: 1, p95: 2 }] },
  osc: { destinations: 8, p50: 1.25, p95: 2 },
  missing: ["nothing else"],
};

test("speed and latency stand beside the official package of the same run: a ratio holds on any machine", () => {
  const lines = speedTable(REPORT)
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, "  "));
  expect(lines).toContain("engine, full  20.0 frames/s  10.0 times the official package");
  expect(lines).toContain("  p95 0.060 of a frame  of the official package, full");
  expect(lines.at(-1)).toBe("not measured: nothing else");
});

test("what was not measured beside it is given alone", () => {
  const lines = speedTable({ ...REPORT, official: [], latency: null }).split("\n");
  expect(lines.some((line) => line.includes("official"))).toBe(false);
  expect(lines.some((line) => line.includes("latency"))).toBe(false);
});

test("the time of a frame to all destinations of the lighting is told", () => {
  const lines = speedTable(REPORT)
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, "  "));
  expect(lines).toContain(
    "OSC  p50 1.25 ms, p95 2.00 ms  a frame of two people and partners to 8 destinations",
  );
});
