import { expect, test } from "vitest";
import { CURVE_NAMES, curveOf } from "../../../../../main/outputs/osc/custom/curve.ts";

test.each(CURVE_NAMES)("%s leads from 0 to 1 and never back", (name) => {
  const curve = curveOf(name);
  expect([curve(0), curve(1)]).toEqual([0, 1]);
  for (let n = 1; n <= 100; n++) expect(curve(n / 100)).toBeGreaterThanOrEqual(curve((n - 1) / 100));
});

test("each bends as its name says, in the middle", () => {
  expect(["linear", "square", "root", "s", "switch"].map((name) => curveOf(name as "s")(0.25))).toEqual([
    0.25, 0.0625, 0.5, 0.15625, 0,
  ]);
});

test("corners are joined by straight lines", () => {
  const curve = curveOf([
    [0, 1],
    [0.5, 0],
    [1, 0.5],
  ]);
  expect([0, 0.25, 0.5, 0.75, 1].map(curve)).toEqual([1, 0.5, 0, 0.25, 0.5]);
});
