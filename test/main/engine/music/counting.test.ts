import { expect, test } from "vitest";
import { musicalRatio, nextBeat, wholeBeats } from "../../../../main/engine/music/counting.ts";
import { beating } from "../../../support/music.ts";

const bars = (tempo: number, beatsPerBar = 4) => ({ tempo, beatsPerBar });

test("the next beat is the one that comes, or one that was less than a frame ago", () => {
  const music = beating(120, 0.3);
  expect(nextBeat(music, 0.29)).toBeCloseTo(0.3);
  expect(nextBeat(music, 0.31)).toBeCloseTo(0.3);
  expect(nextBeat(music, 0.33)).toBeCloseTo(0.8);
  expect(nextBeat(music, -7)).toBeCloseTo(-6.7);
});

test("seconds become whole beats, and bars where a bar is at most a beat off", () => {
  expect(wholeBeats(0.1, bars(120))).toBe(1);
  expect(wholeBeats(1.6, bars(120))).toBe(3);
  expect(wholeBeats(2.3, bars(120))).toBe(4);
  expect(wholeBeats(3, bars(120))).toBe(6);
  expect(wholeBeats(3.6, bars(120))).toBe(8);
  expect(wholeBeats(3.6, bars(120, 3))).toBe(6);
});

test("they stay within limits where a whole number of beats is within them", () => {
  expect(wholeBeats(8, bars(90), 2, 8)).toBe(12);
  expect(wholeBeats(8, bars(100), 2, 8)).toBe(12);
  expect(wholeBeats(8, bars(70), 2, 8)).toBe(8);
  expect(wholeBeats(2, bars(70), 2, 8)).toBe(3);
  expect(wholeBeats(2, bars(40), 2, 2.2)).toBe(1);
});

test("a tempo becomes the nearest ratio at which beats fall on beats", () => {
  expect([0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.5, 1.8, 2].map(musicalRatio)).toEqual([
    1 / 2,
    2 / 3,
    2 / 3,
    3 / 4,
    1,
    1,
    1,
    4 / 3,
    4 / 3,
    3 / 2,
    2,
    2,
  ]);
});
