import { expect, test } from "vitest";
import { keyTo, wholeOf, withEnd } from "../../../../../renderer/desk/practice/reference/stretch.ts";
import { PRACTICE_LIMITS } from "../../../../../shared/desk/practice.ts";

const STRETCH = { begin: 2, end: 6 };

test("an end is moved within the reference, and never past the other", () => {
  expect(withEnd(STRETCH, "begin", 3.1442, 20)).toEqual({ begin: 3.14, end: 6 });
  expect(withEnd(STRETCH, "begin", -4, 20)).toEqual({ begin: 0, end: 6 });
  expect(withEnd(STRETCH, "begin", 9, 20)).toEqual({ begin: 5, end: 6 });
  expect(withEnd(STRETCH, "end", 0, 20)).toEqual({ begin: 2, end: 3 });
  expect(withEnd(STRETCH, "end", 99, 12.347)).toEqual({ begin: 2, end: 12.347 });
});

test("of a reference that is shorter than the shortest stretch, all is practised", () => {
  const all = { begin: 0, end: 0.6 };
  for (const end of ["begin", "end"] as const) expect(withEnd(all, end, 0.3, 0.6)).toEqual(all);
});

test("of a reference that is longer than the longest stretch, a part is practised, wherever its ends are moved to", () => {
  const { longest } = PRACTICE_LIMITS;
  expect(wholeOf(20)).toEqual({ begin: 0, end: 20 });
  expect(wholeOf(4000)).toEqual({ begin: 0, end: longest });
  expect(withEnd({ begin: 500, end: 600 }, "end", 4000, 4000)).toEqual({ begin: 500, end: 500 + longest });
  expect(withEnd({ begin: 500, end: 600 }, "begin", 0, 4000)).toEqual({ begin: 600 - longest, end: 600 });
});

test("arrows move an end a little, pages farther, Home and End to where the reference ends", () => {
  expect(keyTo("ArrowRight", 3, 20)).toBeCloseTo(3.1);
  expect(keyTo("ArrowDown", 3, 20)).toBeCloseTo(2.9);
  expect(keyTo("PageUp", 3, 20)).toBe(4);
  expect(withEnd(STRETCH, "end", keyTo("End", 6, 20)!, 20).end).toBe(20);
  expect(withEnd(STRETCH, "begin", keyTo("Home", 2, 20)!, 20).begin).toBe(0);
  expect(keyTo("m", 3, 20)).toBeNull();
});
