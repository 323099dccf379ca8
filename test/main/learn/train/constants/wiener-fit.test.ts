import { inverse, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import {
  EXTRAPOLATED_FRAMES,
  WINDOW_FRAMES,
  WINDOW_VALUES,
  WienerFilter,
} from "../../../../../main/generators/recurrent-cvae/wiener.ts";
import { SPAN_SIZE } from "../../../../../main/learn/train/constants/span-covariances.ts";
import { fitWiener } from "../../../../../main/learn/train/constants/wiener-fit.ts";
import { bonesOfJoints } from "../../../../../main/motion/bones.ts";
import { POINTS, ROOT_POINT } from "../../../../../main/motion/motion-state.ts";
import { gaussian, seededRandom } from "../../../../../main/motion/random.ts";
import { J, JOINT_COUNT } from "../../../../../shared/skeleton.ts";

const random = seededRandom(3);

/** Points of a frame whose joints are these along one axis. */
function pointsOf(places: readonly number[]): number[] {
  const vectors = new Float32Array(3 * JOINT_COUNT);
  places.forEach((x, joint) => {
    vectors[3 * joint] = x;
  });
  const bones = bonesOfJoints(vectors);
  const hips = (places[J.left_hip]! + places[J.right_hip]!) / 2;
  return Array.from({ length: POINTS }, (_, point) => (point === ROOT_POINT ? hips : bones[3 * point]!));
}

const joints = (deviation: number) => Array.from({ length: JOINT_COUNT }, () => deviation * gaussian(random));

/** A dance in which every joint goes its own way, and each frame is half of the one before; in the order of a span. */
function dance(): number[] {
  const frames = [pointsOf(joints(0.3))];
  while (frames.length < WINDOW_FRAMES + EXTRAPOLATED_FRAMES)
    frames.push(pointsOf(joints(0.26)).map((value, i) => value + 0.5 * frames.at(-1)![i]!));
  return [...frames.slice(0, WINDOW_FRAMES).reverse(), ...frames.slice(WINDOW_FRAMES)].flat();
}

const COUNT = 3000;
const dances = Array.from({ length: COUNT }, dance);
const covariance = new Float64Array(SPAN_SIZE * SPAN_SIZE);
for (const row of dances)
  for (let a = 0; a < SPAN_SIZE; a++)
    for (let b = 0; b < SPAN_SIZE; b++) covariance[a * SPAN_SIZE + b]! += (row[a]! * row[b]!) / COUNT;
const usual = Float32Array.from({ length: POINTS }, (_, point) => 0.1 * point);
const filter = new WienerFilter(fitWiener(covariance, false), usual);
const seenAs = (window: readonly number[]) =>
  Float64Array.from({ length: WINDOW_VALUES }, (_, i) => window[i]! + usual[i % POINTS]!);
const lastTwo = (window: readonly number[]) =>
  window.slice(0, 2 * POINTS).map((value, i) => value + usual[i % POINTS]!);

const off = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.sqrt(Array.from(a).reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);

test("without noise everything is as it is seen", () => {
  expect(off(filter.smooth(seenAs(dances[0]!), 0), lastTwo(dances[0]!))).toBeLessThan(1e-4);
});

test("it is as good as the estimate that solves for all numbers at once", () => {
  const noises = Array.from({ length: COUNT }, () =>
    Array.from({ length: WINDOW_FRAMES }, () => pointsOf(joints(0.2))).flat(),
  );
  const noise = new Matrix(WINDOW_VALUES, WINDOW_VALUES);
  for (const row of noises)
    for (let a = 0; a < WINDOW_VALUES; a++)
      for (let b = 0; b < WINDOW_VALUES; b++) noise.set(a, b, noise.get(a, b) + (row[a]! * row[b]!) / COUNT);
  const span = Matrix.from1DArray(SPAN_SIZE, SPAN_SIZE, covariance);
  const signal = span.subMatrix(0, WINDOW_VALUES - 1, 0, WINDOW_VALUES - 1);
  const direct = signal.mmul(inverse(Matrix.add(signal, noise)));
  const level = noise.trace() / WINDOW_VALUES;
  let [filtered, solved, seen] = [0, 0, 0];
  for (let k = 0; k < 200; k++) {
    const window = noises[k]!.map((value, i) => value + dances[k]![i]!);
    const truth = lastTwo(dances[k]!);
    filtered += off(filter.smooth(seenAs(window), level), truth);
    const best = direct.mmul(Matrix.columnVector(window)).to1DArray();
    solved += off(lastTwo(best), truth);
    seen += off(lastTwo(window), truth);
  }
  expect(filtered).toBeLessThan(1.03 * solved);
  expect(filtered).toBeLessThan(0.85 * seen);
});

test("the next frames are what the dance lets expect: half of the one before", () => {
  const [now] = [dances[7]!.slice(0, POINTS)];
  const next = filter.predict(seenAs(dances[7]!), 0, EXTRAPOLATED_FRAMES);
  const expected = Array.from({ length: EXTRAPOLATED_FRAMES }, (_, frame) =>
    now.map((value, point) => value * 0.5 ** (frame + 1) + usual[point]!),
  ).flat();
  expect(next).toHaveLength(EXTRAPOLATED_FRAMES * POINTS);
  expect(off(next, expected)).toBeLessThan(0.25 * off(now, Array(POINTS).fill(0)));
});
