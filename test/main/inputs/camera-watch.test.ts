import { expect, test } from "vitest";
import { CameraWatch } from "../../../main/inputs/camera-watch.ts";

const report = (state: "starting" | "on" | "none" | "denied" | "gone", label = "") =>
  ({ tag: "camera", state, label, cameras: [] }) as const;

/** A show looked at four times a second, whose camera gives frames at these times. @returns when the feeder changed */
function changes(watch: CameraWatch, frames: readonly number[], until: number): string[] {
  const told: string[] = [];
  let [next, before] = [0, "camera"];
  for (let now = 0; now < until; now += 0.25) {
    while (next < frames.length && frames[next]! <= now) watch.frame(frames[next++]!);
    const feeder = watch.feeder(now);
    if (feeder !== before) told.push(`${feeder} ${now}`);
    before = feeder;
  }
  return told;
}

const every = (seconds: number, from: number, to: number) =>
  Array.from({ length: Math.ceil((to - from) / seconds) }, (_, n) => from + n * seconds);

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

test("a camera that gives a picture every three seconds is slow, not gone", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on", "USB camera"));
  const told = changes(watch, every(3, 1, 300), 300);
  expect(told).toEqual(["demo 3.25", "camera 7"]);
});

test("a machine that stands still now and then loses its camera once, not each time", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on", "USB camera"));
  // Three a second, and every nine seconds nothing for up to four.
  const frames = every(0.33, 1, 300).filter((t) => t % 9 < 5 + ((7 * Math.floor(t / 9)) % 4));
  const told = changes(watch, frames, 300);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(4);
  expect(told.at(-1)).toMatch(/^camera/);
});

test("a camera whose pictures are too rare to dance with does not take turns with the demo", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on", "USB camera"));
  expect(changes(watch, every(15, 1, 600), 600)).toEqual(["demo 3.25"]);
});

test("a camera that comes and goes has to stay for longer each time, and is trusted again once it has held", () => {
  const watch = new CameraWatch(0);
  watch.report(report("on", "USB camera"));
  const bursts = [0, 20, 40, 60].flatMap((from) => every(0.25, from, from + 6));
  const told = changes(watch, [...bursts, ...every(0.25, 80, 200), 230], 232);
  expect(told).toEqual([
    ...["demo 8", "camera 21", "demo 28", "camera 42", "demo 48", "camera 64", "demo 68"],
    ...["camera 88", "demo 202", "camera 230"],
  ]);
});
