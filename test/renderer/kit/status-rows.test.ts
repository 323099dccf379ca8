import { expect, test } from "vitest";
import { statusRows } from "../../../renderer/kit/status-rows.ts";
import type { PageReport, Status } from "../../../shared/messages.ts";
import { STATUS } from "../../support/status.ts";

/** Two minutes past two in the afternoon, today. */
const SINCE = new Date().setHours(14, 2);

const page: PageReport = {
  tag: "page",
  cameraFps: 29.97,
  drawFps: 60,
  dropped: 3,
  detect: null,
  latency: null,
  fault: null,
  unplayed: null,
};
const status: Status = {
  ...{ ...STATUS, source: "camera", detector: "BlazePose full", engineFps: 29.5, frameAge: 41.6, dropped: 7 },
  ...{ detect: { p50: 12.34, p95: 20 }, predict: { p50: 3, p95: 4 }, total: { p50: 16, p95: 25 } },
  osc: [{ destination: "127.0.0.1:9000", sent: 120, failed: 2, error: "unreachable" }],
  operatorMessages: [{ line: "pose model: lite from now on", since: SINCE, count: 1, alike: false }],
  cameras: [
    { label: "OBS Virtual Camera", used: false, fault: "always the same picture" },
    { label: "USB Camera", used: true, fault: null },
    { label: "Built in", used: false, fault: null },
  ],
};

test("shows every figure that an operator asks for", () => {
  expect(Object.fromEntries(statusRows(status, { ...page, detect: 80 }, ["page detector: failed"]))).toEqual({
    engine: "running, 29.5 fps",
    source: "camera, 30.0 fps",
    "age of frame": "42 ms",
    dropped: "7 frames",
    detect: "p50 12.3 ms   p95 20.0 ms",
    predict: "p50 3.0 ms   p95 4.0 ms",
    total: "p50 16.0 ms   p95 25.0 ms",
    detector: "BlazePose full",
    model: "first",
    generator: "model",
    backend: "wasm",
    camera: "30.0 fps",
    drawing: "60.0 fps",
    "detect in page": "80 ms",
    "camera 1": "OBS Virtual Camera: always the same picture",
    "camera 2": "USB Camera: used",
    "camera 3": "Built in: not used",
    osc: "127.0.0.1:9000: 120 sent, 2 failed (unreachable)",
    page: "page detector: failed",
    message: "14:02 pose model: lite from now on",
  });
});

test("a desk, which has no report of its own, shows the host's status alone", () => {
  const names = statusRows(status).map(([name]) => name);
  expect(names).toContain("engine");
  expect(names).not.toContain("drawing");
  expect(statusRows(null)).toEqual([]);
});

test("without a host it still shows what the page knows", () => {
  expect(statusRows(null, page, [], [{ label: "USB Camera", used: true, fault: null }])).toEqual([
    ["camera", "30.0 fps"],
    ["drawing", "60.0 fps"],
    ["camera 1", "USB Camera: used"],
  ]);
});

test("who is ignored is said only where there is somebody such", () => {
  expect(statusRows(status).map(([name]) => name)).not.toContain("ignored");
  expect(statusRows({ ...status, ignored: "a still body at left" })).toContainEqual([
    "ignored",
    "a still body at left",
  ]);
});

test("how well she is foreseen is said once it is known", () => {
  expect(statusRows(status).map(([name]) => name)).not.toContain("foreseen");
  expect(statusRows({ ...status, foreseen: "0.62 of standing still at 0.4 s" })).toContainEqual([
    "foreseen",
    "0.62 of standing still at 0.4 s",
  ]);
});

test("latency is shown where it is known", () => {
  expect(statusRows({ ...status, latency: 143.4 })).toContainEqual([
    "latency",
    "143 ms from camera to drawing",
  ]);
  expect(statusRows(status).map(([name]) => name)).not.toContain("latency");
});
