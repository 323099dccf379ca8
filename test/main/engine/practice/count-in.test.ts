import { expect, test } from "vitest";
import { beatsBefore } from "../../../../main/engine/practice/count-in.ts";

const stretch = { begin: 10, end: 20 };
const rounded = (beats: readonly number[]) => beats.map((beat) => Number(beat.toFixed(3)));

test("the reference's own beats are counted, and those before them at their tempo", () => {
  const beats = [9.4, 9.9, 10.4, 10.9, 11.4];
  expect(beatsBefore({ beats, stretch }, 2)).toEqual([9.4, 9.9]);
  expect(rounded(beatsBefore({ beats, stretch }, 4))).toEqual([8.4, 8.9, 9.4, 9.9]);
});

test("a beat on which it begins is its first, not one of the count", () => {
  expect(beatsBefore({ beats: [10.01, 10.51, 11.01], stretch }, 2).map((beat) => beat.toFixed(2))).toEqual([
    "9.01",
    "9.51",
  ]);
  // Where it begins between two beats the count stays on them.
  expect(rounded(beatsBefore({ beats: [12.3, 12.8, 13.3], stretch }, 2))).toEqual([9.3, 9.8]);
});

test("one beat that was missed or heard twice does not change the tempo, and none is none", () => {
  const beats = [10, 10.5, 11.5, 12, 12.5, 12.6, 13, 13.5];
  expect(rounded(beatsBefore({ beats, stretch }, 2))).toEqual([9, 9.5]);
  expect(beatsBefore({ beats: [12], stretch }, 4)).toEqual([]);
  expect(beatsBefore({ beats: [], stretch }, 4)).toEqual([]);
  expect(beatsBefore({ beats, stretch }, 0)).toEqual([]);
});
