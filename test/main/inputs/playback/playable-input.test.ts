import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveInput } from "../../../../main/inputs/live-input.ts";
import { PlayableInput } from "../../../../main/inputs/playback/playable-input.ts";
import type { Recorded } from "../../../../main/inputs/playback/recorded.ts";
import type { PoseFrame, SourceFrame } from "../../../../shared/pose.ts";

const clock = { now: () => performance.now() / 1000 };
const START = { name: "a.take.ndjson", loop: false, speed: 1, mirrored: false, seed: false };

/** Its only joint tells where in the recording it is. */
const recorded: Recorded = {
  ...{ description: "take a", fps: 20, begin: 1, end: 3 },
  at: (position, mirrored) => ({
    ...{ tag: "poses", width: 16, height: 9, reason: null },
    people: [{ id: 5, image: [{ x: position, y: mirrored ? 1 : 0, score: 1 }], body: null, root: null }],
  }),
};
const positionOf = (frame: SourceFrame) =>
  frame.tag === "poses" ? (frame.people[0]?.image?.[0]?.x ?? null) : null;

/** A camera whose frames come 0.1 s late. */
const LATE = 0.1;
const liveFrame = (t: number): PoseFrame => ({
  ...{ tag: "poses", t, width: 16, height: 9, people: [], reason: "nobody" },
});

let shown: SourceFrame[];
let input: PlayableInput;
let live: (frame: SourceFrame) => void;
let endLive: () => void;
let handOver: ReturnType<typeof vi.fn<() => void>>;
let changes: number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
  [shown, changes, handOver] = [[], 0, vi.fn()];
  const ended = new Promise<void>((resolve) => {
    endLive = resolve;
  });
  let timer: NodeJS.Timeout | undefined;
  input = await PlayableInput.open(
    { clock, show: (frame) => void shown.push(frame), handOver: () => handOver(), onChange: () => changes++ },
    async (show): Promise<LiveInput> => {
      live = show;
      return {
        ...{ description: "camera", fps: null, page: null, track: null, ended },
        rest: () => {},
        start: () => {
          timer = setInterval(() => show(liveFrame(clock.now() - LATE)), 1000 / 30);
        },
        close: async () => clearInterval(timer),
      };
    },
  );
  input.start();
  await vi.advanceTimersByTimeAsync(1000);
});
afterEach(async () => {
  await input.close();
  vi.useRealTimers();
});

test("before anything plays the live frames pass as they are", () => {
  expect(shown.length).toBeGreaterThan(25);
  expect(shown.every((frame) => frame.cuts === undefined)).toBe(true);
  expect(input.description).toBe("camera");
});

test("a recording plays at its own rate and ends by itself; the live input is back, cut from it, and time never goes back", async () => {
  const before = shown.length;
  input.play(recorded, START);
  expect(input.playing).toMatchObject({ name: "a.take.ndjson", from: 1, to: 3, position: 1, paused: false });
  expect(input.description).toBe("take a, instead of camera");
  expect(input.fps).toBe(20);
  await vi.advanceTimersByTimeAsync(2000);
  const played = shown.slice(before);
  expect(played.length).toBeGreaterThanOrEqual(40);
  for (const [index, frame] of played.slice(0, 40).entries()) {
    expect(positionOf(frame)).toBeCloseTo(1 + index / 20, 6);
    expect(frame.t - played[0]!.t).toBeCloseTo(index / 20, 6);
    expect(frame.cuts).toBe(1);
    expect(frame.latency).toBe(0);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(input.playing).toBeNull();
  expect(input.description).toBe("camera");
  const after = shown.filter((frame) => positionOf(frame) === null).slice(before);
  expect(after.length).toBeGreaterThan(20);
  expect(after.every((frame) => frame.cuts === 2)).toBe(true);
  for (let index = 1; index < shown.length; index++)
    expect(shown[index]!.t).toBeGreaterThan(shown[index - 1]!.t);
});

test("at half and at double speed it is sampled between and beyond its frames, and shown at its rate", async () => {
  for (const speed of [0.5, 2]) {
    const before = shown.length;
    input.play(recorded, { ...START, speed });
    await vi.advanceTimersByTimeAsync(500);
    const played = shown.slice(before);
    expect(played.length).toBeGreaterThanOrEqual(10);
    for (const [index, frame] of played.slice(0, 10).entries())
      expect(positionOf(frame)).toBeCloseTo(1 + (speed * index) / 20, 6);
  }
});

test("its track is where the recording is: from its beginning, at its speed, still in a pause, and the live one's after it", async () => {
  expect(input.track).toBeNull();
  input.play({ ...recorded, music: { file: "a.wav", begin: 10 } }, { ...START, speed: 0.5 });
  await vi.advanceTimersByTimeAsync(520);
  expect(input.track).toEqual({ file: "a.wav", position: expect.closeTo(11 + 0.5 * 0.52, 2), speed: 0.5 });
  input.adjust({ paused: true });
  const { position } = input.track!;
  await vi.advanceTimersByTimeAsync(300);
  expect(input.track).toEqual({ file: "a.wav", position: expect.closeTo(position, 1), speed: 0 });
  input.adjust({ paused: false, speed: 1 });
  input.seek(2);
  expect(input.track).toMatchObject({ position: 12, speed: 1 });
  input.stop();
  expect(input.track).toBeNull();
});

test("a loop goes round, each round cut from the one before, until it is stopped", async () => {
  input.play(recorded, { ...START, loop: true });
  await vi.advanceTimersByTimeAsync(5000);
  expect(input.playing?.position).toBeGreaterThan(1);
  const cuts = shown.slice(-100).map((frame) => frame.cuts);
  expect(new Set(cuts)).toEqual(new Set([1, 2, 3]));
  input.stop();
  await vi.advanceTimersByTimeAsync(300);
  expect(positionOf(shown.at(-1)!)).toBeNull();
});

test("paused it holds its pose and goes on from there; sought it goes on from elsewhere, within its stretch", async () => {
  input.play(recorded, START);
  await vi.advanceTimersByTimeAsync(500);
  input.adjust({ paused: true });
  await vi.advanceTimersByTimeAsync(100);
  const held = positionOf(shown.at(-1)!);
  const before = shown.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown.slice(before).length).toBeGreaterThan(15);
  expect(new Set(shown.slice(before).map(positionOf))).toEqual(new Set([held]));
  const cuts = shown.at(-1)!.cuts!;
  input.seek(2.5);
  await vi.advanceTimersByTimeAsync(100);
  expect(positionOf(shown.at(-1)!)).toBe(2.5);
  expect(shown.at(-1)!.cuts).toBe(cuts + 1);
  input.adjust({ paused: false, mirrored: true });
  await vi.advanceTimersByTimeAsync(100);
  expect(shown.at(-1)).toMatchObject({ people: [{ image: [{ y: 1 }] }] });
  input.seek(99);
  expect(input.playing?.position).toBe(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(input.playing).toBeNull();
});

test("a seed hands over at its end, and holds its last frame until the partner has begun to answer", async () => {
  input.play(recorded, { ...START, seed: true });
  await vi.advanceTimersByTimeAsync(1900);
  expect(handOver).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(handOver).toHaveBeenCalledTimes(1);
  expect(positionOf(shown.at(-1)!)).toBeCloseTo(3, 6);
  input.staged([{ event: "phrase-end", id: 1 }]);
  expect(input.playing).not.toBeNull();
  input.staged([{ event: "answer-start", id: 1 }]);
  expect(input.playing).toBeNull();
  await vi.advanceTimersByTimeAsync(300);
  expect(positionOf(shown.at(-1)!)).toBeNull();
});

test("a partner that does not answer gives the stage back all the same", async () => {
  input.play(recorded, { ...START, seed: true });
  await vi.advanceTimersByTimeAsync(3500);
  expect(input.playing).toBeNull();
  expect(handOver).toHaveBeenCalledTimes(1);
});

test("another recording takes the place of the first, and whoever looks is told of all of it", async () => {
  input.play(recorded, START);
  await vi.advanceTimersByTimeAsync(300);
  const told = changes;
  input.play({ ...recorded, begin: 0 }, { ...START, name: "b.take.ndjson" });
  expect(input.playing).toMatchObject({ name: "b.take.ndjson", position: 0 });
  expect(changes).toBe(told + 1);
  await vi.advanceTimersByTimeAsync(300);
  const after = shown.slice(-4).map((frame) => positionOf(frame)!);
  expect(after.every((position) => position < 1)).toBe(true);
});

test("where this process stood still it goes on from where it was", async () => {
  input.play(recorded, START);
  await vi.advanceTimersByTimeAsync(300);
  const before = shown.length;
  const [stoodAt, at] = [clock.now(), positionOf(shown.at(-1)!)!];
  vi.spyOn(performance, "now").mockReturnValue((stoodAt + 2) * 1000);
  await vi.advanceTimersByTimeAsync(60);
  vi.mocked(performance.now).mockRestore();
  expect(shown.length - before).toBeLessThan(4);
  expect(positionOf(shown.at(-1)!)! - at).toBeLessThan(0.2);
});

test("the show ends with the live input, after what plays", async () => {
  let over = false;
  void input.ended.then(() => {
    over = true;
  });
  input.play(recorded, START);
  endLive();
  await vi.advanceTimersByTimeAsync(1000);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1500);
  expect(over).toBe(true);
  live(liveFrame(clock.now()));
});
