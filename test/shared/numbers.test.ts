import { expect, test } from "vitest";
import { clamp, mix } from "../../shared/numbers.ts";

test("clamp keeps a value within its limits, 0 to 1 unless others are named", () => {
  expect([-1, 0.3, 2].map((value) => clamp(value))).toEqual([0, 0.3, 1]);
  expect(clamp(7, 2, 5)).toBe(5);
});

test("mix is the line from one number to another", () => {
  expect([0, 0.25, 1].map((share) => mix(2, 6, share))).toEqual([2, 3, 6]);
});
