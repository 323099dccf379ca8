import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
  tellOperator: (line: string) => void said.push(line),
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

test("a source whose file goes away is held at its last frame, told, and played again when it is back", async () => {
  let there = true;
  let asked = 0;
  const played: Source = {
    ...source(5),
    async *frames() {
      asked++;
      if (!there) throw new SourceError("clip.mp4: no such file");
      for (let index = 0; index < 5; index++) yield pose(index / 20);
    },
  };
  const feed = new FileInput({ ...parts(), source: played, once: false });
  let ended = false;
  feed.ended.catch(() => {}).finally(() => (ended = true));
  feed.start();
  await vi.advanceTimersByTimeAsync(1000);
  there = false;
  await vi.advanceTimersByTimeAsync(500);
  [shown, asked] = [[], 0];
  await vi.advanceTimersByTimeAsync(60_000);
  // Held, so that the dancer and her partner stay: the time of each is its own, and none is of the past.
  expect(shown.length).toBeGreaterThan(60 * 15);
  expect(shown.at(-1)!.t).toBeGreaterThan(clock.now() - 0.1);
  // After 1, 2, 4, 8, 16 and 30 s.
  expect(asked).toBeLessThan(7);
  expect(said).toEqual([
    "clip.mp4: no such file",
    "clip.mp4: no such file; the last picture is held until it comes again",
  ]);
  expect(ended).toBe(false);
  there = true;
  await vi.advanceTimersByTimeAsync(31_000);
  expect(said.at(-1)).toBe("counted: is here again");
  await feed.close();
  await vi.advanceTimersByTimeAsync(100);
});

test("a decoder that cannot be started for a moment ends nothing either", async () => {
  let rounds = 0;
  const played: Source = {
    ...source(5),
    async *frames() {
      if (++rounds === 2) throw Object.assign(new Error("spawn ffmpeg EAGAIN"), { code: "EAGAIN" });
      for (let index = 0; index < 5; index++) yield pose(index / 20);
    },
  };
  const feed = new FileInput({ ...parts(), source: played, once: false });
  feed.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(rounds).toBeGreaterThan(5);
  expect(said).toEqual(["spawn ffmpeg EAGAIN"]);
  await feed.close();
  await vi.advanceTimersByTimeAsync(100);
});
