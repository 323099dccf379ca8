import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import {
  mixtureOutputs,
  negativeLogLikelihood,
  sampleMixture,
} from "../../../../../main/generators/peers/mdn-lstm/mixture.ts";
import { POSE_SIZE } from "../../../../../main/generators/peers/pose.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";

beforeAll(async () => {
  await startTensorflow("cpu");
});

/** What a last layer says of Gaussians whose numbers all have these means and deviations. */
function outputOf(...gaussians: readonly { share: number; mean: number; deviation: number }[]): Float32Array {
  const repeated = (value: (of: (typeof gaussians)[number]) => number) =>
    gaussians.flatMap((of) => Array.from({ length: POSE_SIZE }, () => value(of)));
  return Float32Array.from([
    ...gaussians.map(({ share }) => Math.log(share) + 3),
    ...repeated(({ mean }) => mean),
    ...repeated(({ deviation }) => Math.log(deviation)),
  ]);
}

const TWO = outputOf({ share: 0.7, mean: 1, deviation: 0.2 }, { share: 0.3, mean: -2, deviation: 0.4 });
const density = (x: number, mean: number, deviation: number) =>
  -0.5 * ((x - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: readonly number[]) =>
  Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));

test("the loss is what the mixture gives a pose, as a sum over all Gaussians", () => {
  expect(TWO).toHaveLength(mixtureOutputs(2));
  for (const x of [0.9, -1.5, -0.4]) {
    const poses: tf.Tensor2D = tf.fill([1, POSE_SIZE], x);
    const found = negativeLogLikelihood(tf.tensor2d(TWO, [1, TWO.length]), poses, 2).dataSync()[0]!;
    const [first, second] = [
      Math.log(0.7) + POSE_SIZE * density(x, 1, 0.2),
      Math.log(0.3) + POSE_SIZE * density(x, -2, 0.4),
    ];
    const most = Math.max(first, second);
    const right = -(most + Math.log(Math.exp(first - most) + Math.exp(second - most)));
    expect(Math.abs(found / right - 1)).toBeLessThan(1e-4);
  }
});

test("at temperature 0 the likeliest Gaussian's mean follows", () => {
  const noRandom = () => {
    throw new Error("nothing is drawn");
  };
  expect(sampleMixture(TWO, 2, 0, noRandom)).toEqual(new Float32Array(POSE_SIZE).fill(1));
});

test("drawn are Gaussians by their shares, which a temperature sharpens, and it narrows them", () => {
  const draw = (temperature: number) => {
    const random = seededRandom(3);
    const drawn = Array.from({ length: 1000 }, () => sampleMixture(TWO, 2, temperature, random)[5]!);
    const first = drawn.filter((value) => value > -0.3);
    return { share: first.length / drawn.length, deviation: deviationOf(first) };
  };
  const [plain, cool] = [draw(1), draw(0.5)];
  expect(Math.abs(plain.share - 0.7)).toBeLessThan(0.05);
  expect(Math.abs(plain.deviation / 0.2 - 1)).toBeLessThan(0.1);
  expect(Math.abs(cool.share - 0.49 / 0.58)).toBeLessThan(0.05);
  expect(Math.abs(cool.deviation / (0.2 * Math.SQRT1_2) - 1)).toBeLessThan(0.1);
});
