import { expect, test } from "vitest";
import { StatusCollector, type StatusParts } from "../../../main/show/status.ts";
import { parametersOf } from "../../../shared/commands/parameters.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { person, stageFrame } from "../../support/stage-frames.ts";
import { STATUS } from "../../support/status.ts";

const circumstances: StatusParts = {
  engine: "running",
  hours: STATUS.hours,
  ...{
    source: "camera",
    cameras: [],
    detector: "BlazePose lite",
    model: "first",
    backend: "wasm",
    modelName: "first",
    models: [],
    styles: [],
    missingGenerators: {},
    missingModes: {},
  },
  ...{
    music: "",
    recording: "",
    record: false,
    memory: { host: 2e8, engine: null },
    osc: [],
    desk: [],
    operatorMessages: [],
    dropped: 3,
    sourceFps: null,
  },
};

function staged(total: number): StageFrame {
  return stageFrame(0, { timing: { detect: total - 5, predict: 5, total } });
}

test("measurements are of the present source", () => {
  const collector = new StatusCollector(0);
  collector.report(1, { ...circumstances, source: "demo" });
  collector.staged(staged(6));
  expect(collector.report(2, { ...circumstances, source: "demo" }).total.p50).toBe(6);
  expect(collector.report(3, circumstances).total.p50).toBe(0);
});

test("rates, percentiles and ages come together once a second", () => {
  const collector = new StatusCollector(100);
  collector.report(100, circumstances);
  collector.captured(100.98);
  for (let frame = 1; frame <= 30; frame++) collector.staged(staged(20 + frame));
  collector.reported({
    tag: "page",
    cameraFps: 29.9,
    drawFps: 60,
    dropped: 2,
    detect: null,
    latency: null,
    fault: null,
    unplayed: null,
  });
  const status = collector.report(101, circumstances);
  expect(status).toMatchObject({
    ...{ tag: "status", engine: "running", engineFps: 30, cameraFps: 29.9, dropped: 5 },
    ...{ total: { p50: 35, p95: 49 }, detect: { p50: 30, p95: 44 }, predict: { p50: 5, p95: 5 } },
  });
  expect(status.frameAge).toBeCloseTo(20, 3);
});

test("the rate counts only the frames since the last status", () => {
  const collector = new StatusCollector(0);
  for (let frame = 0; frame < 30; frame++) collector.staged(staged(20));
  collector.report(1, circumstances);
  collector.staged(staged(20));
  expect(collector.report(3, circumstances).engineFps).toBe(0.5);
});

test("a change of state right after a status does not make the rate another one", () => {
  const collector = new StatusCollector(0);
  for (let frame = 0; frame < 30; frame++) collector.staged(staged(20));
  expect(collector.report(1, circumstances).engineFps).toBe(30);
  collector.staged(staged(20));
  expect(collector.report(1.01, { ...circumstances, engine: "restarting" }).engineFps).toBe(30);
  for (let frame = 0; frame < 9; frame++) collector.staged(staged(20));
  expect(collector.report(2, circumstances).engineFps).toBe(10);
});

test("before the first frame there is no age", () => {
  expect(new StatusCollector(0).report(1, circumstances).frameAge).toBeNull();
});

test("a detector in the page is measured by the page", () => {
  const collector = new StatusCollector(0);
  collector.reported({
    tag: "page",
    cameraFps: 30,
    drawFps: 60,
    dropped: 0,
    detect: 14,
    latency: null,
    fault: null,
    unplayed: null,
  });
  expect(collector.report(1, circumstances).detect).toEqual({ p50: 14, p95: 14 });
});

test("latency is what the page measured and what the settings add, as long as a page measures it", () => {
  const collector = new StatusCollector(0, 0.03);
  const page = {
    tag: "page",
    cameraFps: 30,
    drawFps: 60,
    dropped: 0,
    detect: null,
    fault: null,
    unplayed: null,
  } as const;
  expect(collector.report(1, circumstances).latency).toBeNull();
  collector.reported({ ...page, latency: 110 });
  expect(collector.latency).toBeCloseTo(0.14, 9);
  expect(collector.report(2, circumstances).latency).toBeCloseTo(140, 6);
  collector.reported({ ...page, latency: null });
  expect(collector.latency).toBeNull();
});

test("who is seen and not followed is said, with the place in the camera's picture", () => {
  const collector = new StatusCollector(0);
  const ignored = [
    { why: "still", x: 0.134, y: 0.4 },
    { why: "area", x: 0.9, y: 0.55 },
  ] as const;
  collector.staged(stageFrame(0, { ignored }));
  expect(collector.report(1, circumstances).ignored).toBe(
    "a still body at left of the camera's picture (0.13, 0.40); " +
      "a body in an ignored area at right of the camera's picture (0.90, 0.55)",
  );
  collector.staged(stageFrame(1, {}));
  expect(collector.report(2, circumstances).ignored).toBe("");
});

test("how well each dancer is foreseen is said, of those of whom it is known", () => {
  const collector = new StatusCollector(0);
  const people = [person(1, { foreseen: 0.618 }), person(2), person(3, { foreseen: 1.2 })];
  collector.staged(stageFrame(0, { people }));
  expect(collector.report(1, circumstances).foreseen).toBe("0.62, 1.20 of standing still at 0.4 s");
  collector.staged(stageFrame(1, { people: [person(2)] }));
  expect(collector.report(2, circumstances).foreseen).toBe("");
});

test("what answers is told in words, and that the model does while another knows too little of somebody", () => {
  const said = (generator: "model" | "memory", nextGenerator: "model" | "memory", mixedOptions = false) => {
    const collector = new StatusCollector(0);
    const parameters = parametersOf({ ...ENGINE_SETTINGS, generator, mixedOptions });
    const people = [person(1, { nextGenerator }), person(2, { nextGenerator: generator })];
    collector.staged(stageFrame(0, { parameters, people }));
    return collector.report(1, circumstances).generator;
  };
  expect(said("model", "model")).toBe("model");
  expect(said("memory", "memory", true)).toBe("memory, options from all in turn");
  expect(said("memory", "model")).toBe("memory, which knows too little of the dancer yet: the model answers");
});
