import { expect, test } from "vitest";
import {
  applyGradients,
  initialOptimiserState,
  type OptimiserState,
  parameterCount,
} from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { SMALL } from "../../../../support/small-model.ts";

const begun = () => initialOptimiserState(SMALL, seededRandom(1));
const gradient = (value: number) => new Float32Array(parameterCount(SMALL)).fill(value);
const learnt = ({ parameters, firstMoment, secondMoment, average }: OptimiserState) =>
  [parameters, firstMoment, secondMoment, average].map((values) => values.slice());

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "a batch whose gradient is %d teaches nothing, and the next step is another one",
  (value) => {
    const state = begun();
    applyGradients(state, [gradient(0.1)], 0.01);
    const before = learnt(state);
    const bad = gradient(0.1);
    bad[7] = value;
    expect(Number.isFinite(applyGradients(state, [gradient(0.1), bad], 0.01))).toBe(false);
    expect(state.step).toBe(2);
    expect(learnt(state)).toEqual(before);
    applyGradients(state, [gradient(0.1)], 0.01);
    expect(learnt(state)).not.toEqual(before);
  },
);

test("a step goes against the mean of the shards' gradients", () => {
  const state = begun();
  const before = state.parameters[0]!;
  expect(applyGradients(state, [gradient(0.3), gradient(-0.1)], 0.01)).toBeCloseTo(
    0.1 * Math.sqrt(parameterCount(SMALL)),
    3,
  );
  expect(state.parameters[0]!).toBeCloseTo(before - 0.01, 4);
});
