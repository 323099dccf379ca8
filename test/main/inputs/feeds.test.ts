import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CameraInput } from "../../../main/inputs/camera-input.ts";
import { FileInput } from "../../../main/inputs/file-input.ts";
import type { Source } from "../../../main/inputs/source.ts";
import { SourceError } from "../../../main/system/errors.ts";
import type { PoseFrame, SourceFrame } from "../../../shared/pose.ts";

const clock = { now: () => performance.now() / 1000 };
const pose = (t: number): PoseFrame => ({ tag: "poses", t, width: 16, height: 9, people: [], reason: null });

/** Poses at 20 frames a second; throws after the last when it is damaged. */
function source(length: number, damage?: Error): Source {
  return {
    ...{ description: "counted", fps: 20, length },
    async *frames() {
      for (let index = 0; index < length; index++) yield pose(index / 20);
      if (damage) throw damage;
    },
    close: vi.fn(async () => {}),
  };
}

let shown: SourceFrame[];
let said: string[];
const parts = () => ({
  clock,
  show: (frame: SourceFrame) => void shown.push(frame),
  onNotice: (line: string) => void said.push(line),
});

beforeEach(() => {
  [shown, said] = [[], []];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
});
afterEach(() => vi.useRealTimers());

test("a source that is played once ends, and its frames were all shown", async () => {
  const feed = new FileInput({ ...parts(), source: source(5), once: true });
  feed.start();
  await vi.advanceTimersByTimeAsync(1000);
  await feed.ended;
  expect(shown).toHaveLength(5);
});

test("a source that is played over and over goes on until it is closed", async () => {
  const played = source(5);
  const feed = new FileInput({ ...parts(), source: played, once: false });
  feed.start();
  await vi.advanceTimersByTimeAsync(2000);
  expect(shown.length).toBeGreaterThan(30);
  await feed.close();
  await vi.advanceTimersByTimeAsync(100);
  await feed.ended;
  expect(played.close).toHaveBeenCalled();
});

test("a damaged source is danced to up to there, said so, and danced to again; once, it is an error", async () => {
  const damage = new SourceError("clip.mp4: cut short");
  const feed = new FileInput({ ...parts(), source: source(5, damage), once: false });
  feed.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(said).toContain("clip.mp4: cut short");
  expect(shown.length).toBeGreaterThan(10);
  await feed.close();

  const once = new FileInput({ ...parts(), source: source(5, damage), once: true });
  once.start();
  await Promise.all([expect(once.ended).rejects.toBe(damage), vi.advanceTimersByTimeAsync(1000)]);
});

test("a source that gives nothing is an error, not an endless wait", async () => {
  const feed = new FileInput({ ...parts(), source: source(0), once: false });
  feed.start();
  await expect(feed.ended).rejects.toThrow("counted: holds no frames");
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
