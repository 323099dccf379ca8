import { expect, test } from "vitest";
import { WIDTH } from "../../../../main/motion/patches/phrase-track.ts";
import { exampleAt, patchOf, ratesTo, withFrames } from "../../../../main/motion/patches/rates.ts";

const phrase = (frames: number) =>
  Float32Array.from({ length: frames * WIDTH }, (_, i) => Math.floor(i / WIDTH));

test("rates rise evenly from the coarsest to the last", () => {
  const rates = ratesTo(30);
  expect(rates[0]).toBeCloseTo(6, 9);
  expect(rates.at(-1)).toBe(30);
  for (let n = 2; n < rates.length; n++)
    expect(rates[n]! / rates[n - 1]!).toBeCloseTo(rates[1]! / rates[0]!, 9);
  expect(ratesTo(30, 12)[0]).toBeCloseTo(12, 9);
  expect(ratesTo(6)).toEqual([6]);
});

test("patches are long at every rate, and never longer than the shortest phrase", () => {
  const example = (rate: number, seconds = 8) => exampleAt([phrase(240), phrase(30 * seconds)], 30, rate);
  expect(patchOf(example(6), 6)).toBe(11);
  expect(patchOf(example(30), 30)).toBe(18);
  expect(patchOf(example(30, 0.4), 30)).toBe(12);
});

test("a track keeps its ends with another number of frames, and a loop goes round", () => {
  const longer = withFrames(phrase(4), 7, false);
  expect(Array.from({ length: 7 }, (_, n) => longer[n * WIDTH])).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
  const loop = withFrames(phrase(4), 8, true);
  expect(Array.from({ length: 8 }, (_, n) => loop[n * WIDTH])).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 1.5]);
});
