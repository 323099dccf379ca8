import { expect, test } from "vitest";
import { learnClasses } from "../../../../../main/learn/evaluate/classifiers/classifier.ts";
import { gaussian, seededRandom } from "../../../../../main/motion/random.ts";

const random = seededRandom(1);
const around = (x: number, y: number, count: number) =>
  Array.from({ length: count }, () =>
    Float64Array.of(x + 0.3 * gaussian(random), y + 0.3 * gaussian(random)),
  );

test("three clouds are told apart, though one has a tenth of the samples", () => {
  const clouds = [around(0, 0, 200), around(3, 0, 200), around(0, 3, 20)];
  const classify = learnClasses(
    clouds.flat(),
    clouds.flatMap((cloud, label) => cloud.map(() => label)),
    3,
  );
  expect(classify(Float64Array.of(0.1, -0.2))).toBe(0);
  expect(classify(Float64Array.of(2.8, 0.1))).toBe(1);
  expect(classify(Float64Array.of(0.1, 2.6))).toBe(2);
});
