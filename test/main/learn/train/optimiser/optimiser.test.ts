import { expect, test } from "vitest";
import {
  applyGradients,
  initialOptimiserState,
  type OptimiserState,
  parameterCount,
} from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { SMALL_GROUPS } from "../../../../support/small-model.ts";

const COUNT = parameterCount(SMALL_GROUPS);
const RATE = [{ count: COUNT, learningRate: 0.01 }];

const begun = () => initialOptimiserState(SMALL_GROUPS, seededRandom(1));
const gradient = (value: number) => new Float32Array(COUNT).fill(value);
const learnt = ({ parameters, firstMoment, secondMoment, average }: OptimiserState) =>
  [parameters, firstMoment, secondMoment, average].map((values) => values.slice());

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "a batch whose gradient is %d teaches nothing, and the next step is another one",
  (value) => {
    const state = begun();
    applyGradients(state, [gradient(0.1)], RATE);
    const before = learnt(state);
    const bad = gradient(0.1);
    bad[7] = value;
    expect(Number.isFinite(applyGradients(state, [gradient(0.1), bad], RATE))).toBe(false);
    expect(state.step).toBe(2);
    expect(learnt(state)).toEqual(before);
    applyGradients(state, [gradient(0.1)], RATE);
    expect(learnt(state)).not.toEqual(before);
  },
);

test("a step goes against the mean of the shards' gradients", () => {
  const state = begun();
  const before = state.parameters[0]!;
  expect(applyGradients(state, [gradient(0.3), gradient(-0.1)], RATE)).toBeCloseTo(0.1 * Math.sqrt(COUNT), 3);
  expect(state.parameters[0]!).toBeCloseTo(before - 0.01, 4);
});

test("groups of parameters are clipped by themselves, each at its own rate", () => {
  const state = begun();
  const before = state.parameters.slice();
  const groups = [
    { count: 10, learningRate: 0.01 },
    { count: COUNT - 10, learningRate: 0.002 },
  ];
  const steep = gradient(0.001);
  steep.fill(1000, 10);
  applyGradients(state, [steep], groups);
  expect(state.parameters[0]!).toBeCloseTo(before[0]! - 0.01, 4);
  expect(state.parameters[10]!).toBeCloseTo(before[10]! - 0.002, 5);
  // Had the second group's slope clipped the first, nothing would be left of the first's.
  expect(state.firstMoment[0]!).toBeCloseTo(0.0001, 7);
  expect(state.firstMoment[10]!).toBeCloseTo(0.1 / Math.sqrt(COUNT - 10), 5);
});
