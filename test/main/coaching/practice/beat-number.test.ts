import { expect, test } from "vitest";
import { beatNumber } from "../../../../main/coaching/practice/beat-number.ts";

const beats = [9, 9.5, 10.02, 10.5, 11, 11.5];
const stretch = { begin: 10.05, end: 11.6 };

test("beats are counted from the stretch's first as 1, and what falls between two is on the one before", () => {
  const numbers = [10.05, 10.3, 10.45, 10.99, 11.6, 30].map((at) => beatNumber(at, { beats, stretch }));
  expect(numbers).toEqual([1, 1, 2, 3, 4, 4]);
});

test("before the first beat of the stretch there is no number, nor where no beats are known", () => {
  expect(beatNumber(9.6, { beats, stretch })).toBeNull();
  expect(beatNumber(10.5, { beats: [], stretch })).toBeNull();
  expect(beatNumber(10.5, { beats: [1, 2], stretch })).toBeNull();
});
