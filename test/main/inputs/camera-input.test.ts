import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CameraInput } from "../../../main/inputs/camera-input.ts";
import type { Source } from "../../../main/inputs/source.ts";
import { SourceError } from "../../../main/system/errors.ts";
import type { PoseFrame, SourceFrame } from "../../../shared/pose.ts";

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
  const feed = new CameraInput({ ...parts(), demo, isPageBusy: () => false });
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
  const feed = new CameraInput({ ...parts(), demo: source(1000), isPageBusy: () => false });
  feed.start();
  await vi.advanceTimersByTimeAsync(1900);
  expect(shown).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown.length).toBeGreaterThan(5);
  expect(feed.description).toBe("demo, since no stage page is open");
  expect(feed.fps).toBe(20);

  feed.report({ tag: "camera", state: "on", label: "USB camera" });
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
  const feed = new CameraInput({ ...parts(), demo: source(1000), isPageBusy: () => false });
  feed.start();
  await vi.advanceTimersByTimeAsync(2500);
  feed.report({ tag: "camera", state: "starting", label: "" });
  feed.report({ tag: "camera", state: "denied", label: "NotAllowedError" });
  expect(said).toEqual([
    "no stage page is open: the demo dances until it comes up",
    "the camera was refused (NotAllowedError): the demo dances until it comes up",
  ]);
  await feed.close();
});
