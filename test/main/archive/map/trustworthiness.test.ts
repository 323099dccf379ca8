import { expect, test } from "vitest";
import { trustworthiness } from "../../../../main/archive/map/trustworthiness.ts";

test("a map that keeps all distances is trusted wholly", () => {
  const places = Float32Array.of(0, 0, 1, 0, 3, 0, 7, 0, 15, 0, 31, 0);
  expect(trustworthiness(places, 2, places, 2)).toBe(1);
});

test("every neighbour that is none costs as many ranks as it is behind", () => {
  // In truth on a line at 0, 1, 3, 7, 15; on the map the last one has come to the first.
  const truth = Float32Array.of(0, 1, 3, 7, 15);
  const places = Float32Array.of(0, 0, 1, 0, 3, 0, 7, 0, 0, 0.5);
  // The first takes the last for its neighbour, which has rank 4, 3 too many; the last takes the first, of rank 4, too.
  expect(trustworthiness(truth, 1, places, 1)).toBeCloseTo(1 - (2 / (5 * 1 * (10 - 3 - 1))) * (3 + 3), 12);
});

test("it is what scikit-learn's lines compute", () => {
  let state = 1;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const truth = Float32Array.from({ length: 180 }, random);
  const places = Float32Array.from({ length: 120 }, (_, i) => {
    const point = i >> 1;
    return i % 2 === 0 ? truth[3 * point]! + 0.3 * random() : truth[3 * point + 1]!;
  });
  // The same numbers through numpy, by the formula that scikit-learn documents.
  expect(trustworthiness(truth, 3, places, 5)).toBeCloseTo(0.8344871794871795, 12);
});
