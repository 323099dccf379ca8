import { expect, test } from "vitest";
import { areaOf, hullOf, outside } from "../../../../main/coaching/assess/hull.ts";

const SQUARE = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;

test("the hull of a square and of what is within it is the square", () => {
  const hull = hullOf([[1, 1], ...SQUARE, [0.5, 1.5], [1, 0]]);
  expect(new Set(hull.map(String))).toEqual(new Set(SQUARE.map(String)));
  expect(areaOf(hull)).toBe(4);
});

test("one point and a line have no area, and a distance from both", () => {
  expect(areaOf(hullOf([[1, 1]]))).toBe(0);
  expect(
    areaOf(
      hullOf([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    ),
  ).toBe(0);
  expect(outside(hullOf([[1, 1]]), [4, 5])).toBeCloseTo(5, 12);
  expect(
    outside(
      hullOf([
        [0, 0],
        [2, 0],
      ]),
      [1, 3],
    ),
  ).toBeCloseTo(3, 12);
});

test("what is within a hull is not outside of it, and what is outside is by its distance from the nearest edge", () => {
  const hull = hullOf(SQUARE);
  expect(outside(hull, [1, 1.9])).toBe(0);
  expect(outside(hull, [1, 2.5])).toBeCloseTo(0.5, 12);
  expect(outside(hull, [5, 6])).toBeCloseTo(5, 12);
});
