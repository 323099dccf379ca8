import { expect, test } from "vitest";
import { chanceOf } from "../../../../main/engine/chance.ts";
import { mean } from "../../../../main/evaluate/bootstrap.ts";
import { tellApart } from "../../../../main/evaluate/metrics/likeness.ts";

const random = chanceOf(5);
const seeds = (shift: number) =>
  Array.from({ length: 200 }, () => [Float64Array.of(shift + random(), random(), random())]);

test("what is the same cannot be told apart, what is quite another thing always can", () => {
  expect(mean(tellApart(seeds(0), seeds(0)))).toBeGreaterThan(0.4);
  expect(mean(tellApart(seeds(0), seeds(0)))).toBeLessThan(0.6);
  expect(mean(tellApart(seeds(2), seeds(0)))).toBe(1);
});
