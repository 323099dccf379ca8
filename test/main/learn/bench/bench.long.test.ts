import { expect, test } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { runBench } from "../../../../main/learn/bench/bench.ts";
import { clip } from "../../../support/clip.ts";
import { jobContext } from "../../../support/job-context.ts";

test("everything is measured, and each figure is a number", async () => {
  const report = await runBench(
    { settings: loadSettings({}), video: clip("squats.mp4"), sizes: ["lite"], chromium: null, fps: 10 },
    jobContext(),
  );
  const { engine, latency, generator, osc, missing } = report;
  for (const figure of [
    ...engine.flatMap(({ framesPerSecond, detect, predict }) => [framesPerSecond, detect, predict]),
    ...[latency?.p50, latency?.p95, generator.observe, osc.p50, osc.p95],
    ...generator.steps.flatMap(({ p50, p95 }) => [p50, p95]),
  ])
    expect(figure).toBeGreaterThan(0);
  expect(engine).toHaveLength(1);
  expect(latency!.frames + latency!.dropped).toBeGreaterThan(100);
  expect(missing).toEqual(["the official package, since there is no Chromium: name one with --chromium"]);
});
