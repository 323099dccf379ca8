import { expect, test } from "vitest";
import {
  bootstrap,
  estimatedMean,
  estimatedRatio,
  mean,
  median,
  quantile,
} from "../../../../main/learn/evaluate/bootstrap.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

test("quantiles are those that numpy gives", () => {
  const sorted = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6).sort();
  // np.quantile([3, 1, 4, 1, 5, 9, 2, 6], 0.3) is 2.1, np.median 3.5
  expect(quantile(sorted, 0.3)).toBeCloseTo(2.1, 12);
  expect(median([3, 1, 4, 1, 5, 9, 2, 6])).toBe(3.5);
  expect(quantile(sorted, 0)).toBe(1);
  expect(quantile(sorted, 1)).toBe(9);
});

test("the interval of a mean is as wide as the normal distribution makes it", () => {
  const random = seededRandom(3);
  const values = Float64Array.from({ length: 400 }, () => random());
  const { value, low, high } = estimatedMean(values);
  expect(value).toBe(mean(values));
  // Deviation of a uniform number is 1 / sqrt 12; 1.96 of its standard errors on either side.
  expect(high - low).toBeCloseTo((2 * 1.96) / Math.sqrt(12 * 400), 2);
});

test("the same samples have the same interval, and samples that are all alike none", () => {
  const values = Float64Array.of(1, 5, 2, 8, 3);
  expect(estimatedMean(values)).toEqual(estimatedMean(values));
  expect(estimatedMean(Float64Array.of(2, 2, 2))).toEqual({ value: 2, low: 2, high: 2 });
});

test("a ratio of means over the same samples knows that they belong together", () => {
  const below = Float64Array.of(1, 20, 3, 40);
  const { value, low, high } = estimatedRatio(
    below.map((v) => 0.5 * v),
    below,
  );
  for (const share of [value, low, high]) expect(share).toBeCloseTo(0.5, 12);
});

test("a figure is given as many indices as there are samples", () => {
  const sizes = new Set<number>();
  bootstrap(7, (indices) => sizes.add(indices.length).size);
  expect([...sizes]).toEqual([7]);
});

test("of some samples alone it is the figure of those", () => {
  const values = Float64Array.of(1, 5, 2, 8, 3);
  expect(estimatedMean(values, Uint32Array.of(1, 3))).toEqual(estimatedMean(Float64Array.of(5, 8)));
  expect(estimatedRatio(values, values, Uint32Array.of(4, 2)).value).toBe(1);
});
