import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CameraInput } from "../../../main/inputs/camera-input.ts";
import type { Source } from "../../../main/inputs/source.ts";
import { SourceError } from "../../../main/system/errors.ts";
import type { PoseFrame, SourceFrame } from "../../../shared/pose.ts";
import { poseFrame, seenAt, swung } from "../../support/bodies.ts";
import { StageRun } from "../../support/stage-run.ts";

const clock = { now: () => performance.now() / 1000 };
const pose = (t: number): PoseFrame => ({ tag: "poses", t, width: 16, height: 9, people: [], reason: null });

/** Poses at 20 frames a second. */
function source(length: number): Source {
  return {
    ...{ description: "counted", fps: 20, length },
    async *frames() {
      for (let index = 0; index < length; index++) yield pose(index / 20);
    },
    close: async () => {},
  };
}

let shown: SourceFrame[];
let said: string[];
const parts = () => ({
  clock,
  show: (frame: SourceFrame) => void shown.push(frame),
  tellOperator: (line: string) => void said.push(line),
});

beforeEach(() => {
  [shown, said] = [[], []];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
});
afterEach(() => vi.useRealTimers());

test("the demo is tried again, too, also when its file is away at first", async () => {
  let there = false;
  const demo: Source = {
    ...source(5),
    async *frames() {
      if (!there) throw new SourceError("demo.take.ndjson.gz: no such file");
      for (let index = 0; index < 5; index++) yield pose(index / 20);
    },
  };
  const feed = new CameraInput({ ...parts(), wanted: null, demo, isPageBusy: () => false });
  feed.start();
  await vi.advanceTimersByTimeAsync(4000);
  expect(shown).toEqual([]);
  expect(said.at(-1)).toBe("demo.take.ndjson.gz: no such file; it is tried again until it comes");
  there = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown.length).toBeGreaterThan(20);
  await feed.close();
});

test("the demo dances while there is no camera, and makes room for the first of its frames", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  feed.start();
  await vi.advanceTimersByTimeAsync(1900);
  expect(shown).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown.length).toBeGreaterThan(5);
  expect(feed.description).toBe("demo, since no stage page is open");
  expect(feed.fps).toBe(20);

  feed.report({ tag: "camera", state: "on", label: "USB camera", cameras: [] });
  const camera = { ...pose(77), width: 640 };
  feed.frame(camera);
  expect(shown.at(-1)).toBe(camera);
  expect([feed.description, feed.fps]).toEqual(["camera", null]);
  await vi.advanceTimersByTimeAsync(500);
  expect(shown.at(-1)).toBe(camera);
  expect(said).toEqual([
    "no stage page is open: the demo dances until it comes up",
    "the camera is here: the demo makes room",
  ]);
  await feed.close();
});

test("what somebody has to do something about is said, also while the demo dances already", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  feed.start();
  await vi.advanceTimersByTimeAsync(2500);
  feed.report({ tag: "camera", state: "starting", label: "", cameras: [] });
  feed.report({ tag: "camera", state: "denied", label: "NotAllowedError", cameras: [] });
  expect(said).toEqual([
    "no stage page is open: the demo dances until it comes up",
    "the camera was refused (NotAllowedError): the demo dances until it comes up",
  ]);
  await feed.close();
});

const USB = { label: "USB Camera", used: true, fault: null };
const OBS = { label: "OBS Virtual Camera", used: false, fault: "always the same picture" };

test("while a slow camera is waited for its last picture is held, so that nobody leaves the stage", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  feed.start();
  feed.report({ tag: "camera", state: "on", label: "USB Camera", cameras: [USB] });
  for (let n = 0; n < 20; n++) {
    // Each was captured half a second ago.
    feed.frame({ ...pose(clock.now() - 0.5), width: 640 });
    await vi.advanceTimersByTimeAsync(3000);
  }
  const fromCamera = shown.slice(shown.findLastIndex(({ width }) => width !== 640) + 1);
  const times = fromCamera.map(({ t }) => t);
  const gaps = times.slice(1).map((t, at) => t - times[at]!);
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(40);
  expect(Math.max(...gaps)).toBeLessThan(1.01);
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  expect(fromCamera.length).toBeLessThan(2 * (times.at(-1)! - times[0]!));
  expect(said.filter((line) => line.startsWith("the camera is here"))).toHaveLength(1);
  await feed.close();
});

test("a frame that comes late after a held one does not take the dancer back in time", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  feed.start();
  feed.frame(pose(clock.now()));
  await vi.advanceTimersByTimeAsync(1000);
  const held = shown.at(-1)!.t;
  feed.frame(pose(held - 0.2));
  feed.frame(pose(held + 0.1));
  expect(shown.slice(-2).map(({ t }) => t)).toEqual([held + 0.001, held + 0.1]);
  // What is far back is a new beginning.
  feed.frame(pose(held - 60));
  expect(shown.at(-1)!.t).toBe(held - 60);
  await feed.close();
});

test("a wanted camera that is not there is said once, with those that are", async () => {
  const feed = new CameraInput({ ...parts(), wanted: "logi", demo: source(1000), isPageBusy: () => false });
  const on = { tag: "camera", state: "on", label: "USB Camera" } as const;
  feed.report({ tag: "camera", state: "starting", label: "", cameras: [] });
  for (let n = 0; n < 3; n++) feed.report({ ...on, cameras: [OBS, USB] });
  expect(said).toEqual([
    'camera is "logi", expected one of 1 OBS Virtual Camera, 2 USB Camera; others are tried meanwhile',
  ]);
  expect(feed.cameras).toEqual([OBS, USB]);
  feed.report({ ...on, cameras: [OBS, { ...USB, label: "Logitech" }] });
  expect(said).toHaveLength(1);
  await feed.close();
});

test("another camera is said, with why the one before is not used any more", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  const on = (label: string) => ({ tag: "camera", state: "on", label, cameras: [OBS, USB] }) as const;
  feed.report(on("OBS Virtual Camera"));
  feed.report(on("USB Camera"));
  feed.report(on("USB Camera"));
  expect(said).toEqual(["the camera is USB Camera now (OBS Virtual Camera: always the same picture)"]);
  await feed.close();
});

test("a dancer before a slow camera keeps her place on the stage, and her phrase", async () => {
  const feed = new CameraInput({ ...parts(), wanted: null, demo: source(1000), isPageBusy: () => false });
  feed.start();
  feed.report({ tag: "camera", state: "on", label: "USB Camera", cameras: [USB] });
  for (let n = 0; n < 20; n++) {
    const dancer = seenAt(swung(Math.sin(n)), 0.5 + n / 100, 0);
    feed.frame({ ...poseFrame(clock.now() - 0.3, [dancer]), width: 1281 });
    await vi.advanceTimersByTimeAsync(2500);
  }
  await feed.close();
  const stage = new StageRun();
  const events: string[] = [];
  const ids = new Set<number>();
  // Once it is known that the camera is slow.
  const fromCamera = shown.slice(shown.findLastIndex(({ width }) => width === 16) + 1);
  for (const frame of fromCamera) {
    const staged = await stage.engine.process(frame);
    events.push(...staged.events.map(({ event }) => event));
    for (const { id } of staged.people) ids.add(id);
  }
  expect(fromCamera.length).toBeGreaterThan(40);
  expect(events.filter((event) => event === "enter" || event === "leave")).toEqual(["enter"]);
  expect(ids.size).toBe(1);
});
