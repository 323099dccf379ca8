import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeardTrack } from "../../../../main/inputs/music/heard-track.ts";
import { type TrackNow, TrackPlayer } from "../../../../main/inputs/music/track-player.ts";
import type { SaidOfMusic } from "../../../../shared/music.ts";

const COUNT = 1000;
const even = (value: number) => new Float32Array(COUNT).fill(value);
/** Ten seconds at 120 beats a minute, from 0.25 s on. */
const TRACK = new HeardTrack({
  seconds: 10,
  beats: Float64Array.from({ length: 19 }, (_, index) => 0.25 + index / 2),
  confidence: new Float32Array(19).fill(0.75),
  gaps: new Set<number>(),
  downbeats: [0, 4, 8, 12, 16],
  beatsPerBar: 4,
  ...{ energy: even(0.5), onset: even(0), brightness: even(0.25) },
});

let now: TrackNow | null;
let heard: { readonly music: SaidOfMusic | null; readonly jumped: boolean }[];
let told: (TrackNow | null)[];
let lines: string[];
let player: TrackPlayer;
let hearing: PromiseWithResolvers<HeardTrack>;

const clock = { now: () => performance.now() / 1000 };
/** What plays goes on by its speed. */
const pass = async (seconds: number) => {
  for (let i = 0; i < Math.round(seconds * 100); i++) {
    await vi.advanceTimersByTimeAsync(10);
    if (now) now = { ...now, position: now.position + 0.01 * now.speed };
  }
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
  [now, heard, told, lines] = [null, [], [], []];
  hearing = Promise.withResolvers();
  player = new TrackPlayer({
    clock,
    now: () => now,
    hear: () => hearing.promise,
    onMusic: (music, jumped) => heard.push({ music, jumped }),
    onTrack: (track) => told.push(track),
    tellOperator: (line) => lines.push(line),
  });
});
afterEach(() => {
  player.close();
  vi.useRealTimers();
});

test("without a track nothing runs", async () => {
  player.look();
  expect([player.plays, vi.getTimerCount()]).toEqual([false, 0]);
});

test("the music is that of the track where it is, and the page is told four times a second where that is", async () => {
  hearing.resolve(TRACK);
  now = { file: "a.wav", position: 2, speed: 1 };
  player.look();
  await pass(2);
  const known = heard.flatMap(({ music }) => music ?? []);
  expect(known.length).toBeGreaterThan(90);
  for (const { t, beat, tempo } of known) {
    expect(tempo).toBeCloseTo(120, 3);
    // Two seconds of it were over at 0.
    expect(beat).toBeCloseTo(2 * (t - known[0]!.t) + known[0]!.beat, 1);
  }
  expect(known[0]).toMatchObject({
    beatsPerBar: 4,
    downbeat: 0,
    confidence: 0.75,
    energy: 0.5,
    brightness: 0.25,
  });
  expect(told.length).toBeGreaterThanOrEqual(8);
  expect(told.length).toBeLessThan(12);
});

test("at half speed its beats are half as fast, and in a pause there are none", async () => {
  hearing.resolve(TRACK);
  now = { file: "a.wav", position: 2, speed: 0.5 };
  player.look();
  await pass(1);
  expect(heard.at(-1)!.music!.tempo).toBeCloseTo(60, 3);
  now = { ...now, speed: 0 };
  await pass(0.5);
  expect(heard.at(-1)!.music).toMatchObject({ confidence: 0, energy: 0 });
  expect(told.at(-1)).toMatchObject({ speed: 0 });
});

test("a jump is told at once: the beats are elsewhere", async () => {
  hearing.resolve(TRACK);
  now = { file: "a.wav", position: 2, speed: 1 };
  player.look();
  await pass(1);
  const [before, times] = [told.length, heard.length];
  now = { ...now, position: 6.1 };
  player.look();
  expect(told.length).toBe(before + 1);
  expect(heard.slice(times).map(({ jumped }) => jumped)).toEqual([true]);
  await pass(0.1);
  expect(heard.at(-1)!.jumped).toBe(false);
});

test("before it has been listened to it plays without beats; what cannot be heard is told, and plays on", async () => {
  now = { file: "gone.wav", position: 0, speed: 1 };
  player.look();
  await pass(0.5);
  expect(heard.every(({ music }) => music === null)).toBe(true);
  expect(told.length).toBeGreaterThan(1);
  hearing.reject(new Error("gone.wav: is not there"));
  await pass(0.5);
  expect(lines).toEqual(["gone.wav: is not there; it is danced without music"]);
  expect(player.plays).toBe(true);
});

test("when nothing plays any more that is told once, and nothing runs", async () => {
  hearing.resolve(TRACK);
  now = { file: "a.wav", position: 2, speed: 1 };
  player.look();
  await pass(0.2);
  now = null;
  await pass(1);
  expect([heard.at(-1)!.music, told.at(-1)]).toEqual([null, null]);
  expect([player.plays, vi.getTimerCount()]).toEqual([false, 0]);
});

test("at the end of a show nothing runs any more, though frames come until the last", () => {
  now = { file: "a.wav", position: 2, speed: 1 };
  player.look();
  player.close();
  player.look();
  expect([player.plays, vi.getTimerCount()]).toEqual([false, 0]);
});
