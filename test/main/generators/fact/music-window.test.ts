import { expect, test } from "vitest";
import { HEARD_COLUMNS, heardLater, musicWindow } from "../../../../main/generators/fact/music-window.ts";

const FPS = 30;
const FRAMES = 120;
const NOW = { sinceBeat: 0.1, toBeat: 0.4, energy: 0.6 };
const column = (window: Float32Array, at: number) =>
  Array.from({ length: FRAMES }, (_, frame) => window[frame * HEARD_COLUMNS + at]!);

test("beats go on evenly, forwards and backwards", () => {
  expect(heardLater(NOW, 0.4).sinceBeat % 0.5).toBeCloseTo(0);
  expect(heardLater(NOW, 0.2).sinceBeat).toBeCloseTo(0.3);
  expect(heardLater(NOW, -0.2).sinceBeat).toBeCloseTo(0.4);
  expect(heardLater(NOW, -0.2).toBeat).toBeCloseTo(0.1);
});

test("the music around a moment is heard on either side of it: a beat each half second, and its energy", () => {
  const window = musicWindow(NOW, [], FRAMES, FPS);
  expect(column(window, 0)).toEqual(new Array(FRAMES).fill(1));
  expect(column(window, 1)).toEqual(new Array(FRAMES).fill(Math.fround(0.6)));
  // The moment is frame 60, 0.1 s after a beat: beats are at frames 57, 72 and so on.
  const beats = column(window, 2).flatMap((near, frame) => (near > 0.99 ? [frame] : []));
  expect(beats).toEqual([12, 27, 42, 57, 72, 87, 102, 117]);
  expect(column(window, 3)[60]).toBeCloseTo(0.2);
});

test("what was heard before is remembered, what was not goes on from it", () => {
  const louder = { ...NOW, energy: 1 };
  const window = musicWindow(NOW, [louder, null, louder], FRAMES, FPS);
  expect(column(window, 1).slice(0, 58)).toEqual(new Array(58).fill(1));
  expect(column(window, 0)[58]).toBe(0);
  expect(column(window, 1)[59]).toBe(1);
  expect(column(window, 1)[60]).toBeCloseTo(0.6);
});

test("nothing heard is nothing", () => {
  expect(musicWindow(null, [], FRAMES, FPS).every((value) => value === 0)).toBe(true);
  const begun = musicWindow(NOW, [null, null], FRAMES, FPS);
  expect(column(begun, 0).slice(0, 60)).toEqual(new Array(60).fill(0));
  expect(column(begun, 0).slice(60)).toEqual(new Array(60).fill(1));
});
