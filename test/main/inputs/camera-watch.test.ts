import { expect, test } from "vitest";
import { CameraWatch } from "../../../main/inputs/camera-watch.ts";

const report = (state: "starting" | "on" | "none" | "denied" | "gone", label = "") =>
  ({ tag: "camera", state, label }) as const;

test("with no page for two seconds the demo dances", () => {
  const watch = new CameraWatch(10);
  expect(watch.feeder(11.9)).toBe("camera");
  expect(watch.feeder(12.1)).toBe("demo");
  expect(watch.why()).toBe("no stage page is open");
});

test("a refused camera gives way at once", () => {
  const watch = new CameraWatch(10);
  watch.report(report("denied", "NotAllowedError"));
  expect(watch.feeder(10.6)).toBe("demo");
  expect(watch.why()).toBe("the camera was refused (NotAllowedError)");
});

test("the first camera frame ends the demo", () => {
  const watch = new CameraWatch(0);
  watch.report(report("none"));
  expect(watch.feeder(60)).toBe("demo");
  watch.report(report("on", "USB camera"));
  watch.frame(61);
  expect(watch.feeder(61)).toBe("camera");
});

test("a camera that has gone has two seconds to come back", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on"));
  watch.frame(30);
  watch.report(report("gone", "USB camera"));
  expect(watch.feeder(31.5)).toBe("camera");
  expect(watch.feeder(32.1)).toBe("demo");
  expect(watch.why()).toBe("the camera is gone (USB camera)");
});

test("a camera that says it is on and gives nothing gives way too", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on", "USB camera"));
  expect(watch.feeder(2.5)).toBe("demo");
  expect(watch.why()).toBe("the camera gives no pictures (USB camera)");
});

test("a page that is loading its detector is waited for", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on"));
  expect(watch.feeder(8, true)).toBe("camera");
  expect(watch.feeder(21, true)).toBe("demo");
});
