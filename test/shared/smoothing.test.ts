import { expect, test } from "vitest";
import { Approach, approachFactor, decay } from "../../shared/smoothing.ts";

test("63 % of the way is made in one time constant, all of it where that is 0, and none back in time", () => {
  expect(approachFactor(0.2, 0.2)).toBeCloseTo(0.632, 3);
  expect(approachFactor(0.2, 0)).toBe(1);
  expect(approachFactor(-1, 0.2)).toBe(0);
  expect(decay(0.2, 0.2)).toBeCloseTo(0.368, 3);
});

test("the way does not depend on how many steps it is made in", () => {
  const after = (steps: number) => {
    const approach = new Approach(0.5);
    approach.share(10);
    let value = 0;
    for (let step = 1; step <= steps; step++) value += (1 - value) * approach.share(10 + step / steps);
    return value;
  };
  expect(after(60)).toBeCloseTo(after(7), 9);
});

test("the first moment takes the target as it is", () => {
  const approach = new Approach(0.5);
  expect(approach.share(3)).toBe(1);
  expect(approach.share(3.5)).toBeCloseTo(0.632, 3);
});
