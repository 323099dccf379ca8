import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MusicClock } from "../../../main/music/music-clock.ts";
import { MusicFeed } from "../../../main/music/music-feed.ts";
import { MUSIC_SOURCES, type Music, type SaidOfMusic } from "../../../shared/music.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = () => Date.now() / 1000;

const said = (beat: number, more: Partial<SaidOfMusic> = {}): SaidOfMusic => ({
  ...{ t: seconds(), beat, tempo: 120, beatsPerBar: 4, downbeat: 0, confidence: 1 },
  ...{ energy: 0, onset: 0, brightness: 0 },
  ...more,
});

function opened() {
  const told: (Music | null)[] = [];
  const feed = new MusicFeed({
    clock: { now: seconds },
    now: (t) => clock.now(t),
    onMusic: (music) => told.push(music),
  });
  const clock: MusicClock = new MusicClock({
    ...{ trust: MUSIC_SOURCES, tellOperator: () => {}, onNews: () => feed.news() },
  });
  return { clock, feed, told };
}

test("news are told at once, even beats once, and the end of it; then nothing runs", () => {
  const { clock, told } = opened();
  expect(vi.getTimerCount()).toBe(0);
  clock.heard("osc", said(0));
  expect(told).toMatchObject([{ beat: 0 }]);
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(100);
    clock.heard("osc", said(2 * seconds()));
  }
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(11_000);
  expect(told.at(-1)).toBeNull();
  // It was told on the way how it was believed less.
  expect(told.length).toBeGreaterThan(50);
  expect(vi.getTimerCount()).toBe(0);
});

test("who speaks a thousand times a second is told of fifty times", () => {
  const { clock, feed, told } = opened();
  for (let i = 0; i < 1000; i++) {
    clock.heard("sound", said(2 * seconds(), { energy: (0.37 * i) % 1 }));
    vi.advanceTimersByTime(1);
  }
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThanOrEqual(51);
  feed.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("once it is closed news start nothing", () => {
  const { clock, feed, told } = opened();
  feed.close();
  clock.heard("osc", said(0));
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
