import { expect, test } from "vitest";
import { type Denoised, Denoiser } from "../../../../main/generators/recurrent-cvae/denoiser.ts";
import { constantsIn } from "../../../../main/generators/recurrent-cvae/weights.ts";
import { bonesOf } from "../../../../main/motion/bones.ts";
import { PLACEMENT_SIZE, POINTS, ROOT_POINT } from "../../../../main/motion/motion-state.ts";
import { gaussian, seededRandom } from "../../../../main/motion/random.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const denoiser = new Denoiser(constantsIn(smallModel().values));
const danced = sineDance({ seconds: 2, from: 30, facing: 1 });
const AS_TALL = new Float32Array(POINTS).fill(1);

/** Placements of the dance, its joints with noise of these standard deviations along x, y and z, metres. */
function noisy(deviation: readonly [number, number, number], scale = 1): Float32Array[] {
  const random = seededRandom(4);
  return danced.map(({ body, root }) => {
    const shown = body.map(({ x, y, z }) => ({
      x: scale * x + deviation[0] * gaussian(random),
      y: scale * y + deviation[1] * gaussian(random),
      z: scale * z + deviation[2] * gaussian(random),
    }));
    const placement = new Float32Array(PLACEMENT_SIZE);
    placement.set(bonesOf(shown));
    placement.set([scale * root.x, scale * root.y, scale * root.z], 3 * ROOT_POINT);
    return placement;
  });
}

function denoised(observed: readonly Float32Array[], scale = AS_TALL): Denoised {
  return observed
    .slice(1)
    .reduce((state, placement) => denoiser.next(state, placement, scale), denoiser.first(observed[0]!));
}

const off = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);
const velocityOf = (placements: readonly Float32Array[]) =>
  placements.at(-1)!.map((now, i) => now - placements.at(-2)![i]!);
const truth = noisy([0, 0, 0]);

test("input without noise passes through unfiltered", () => {
  const { placement, velocity } = denoised(truth);
  expect(placement).toEqual(truth.at(-1));
  expect(velocity).toEqual(velocityOf(truth));
});

test("noise is removed, from positions and far more from velocities", () => {
  const observed = noisy([0.02, 0.02, 0.05]);
  const { placement, velocity } = denoised(observed);
  expect(off(placement, truth.at(-1)!)).toBeLessThan(0.5 * off(observed.at(-1)!, truth.at(-1)!));
  expect(off(velocity, velocityOf(truth))).toBeLessThan(0.2 * off(velocityOf(observed), velocityOf(truth)));
});

test("only the axis that is noisy is filtered", () => {
  const observed = noisy([0, 0, 0.05]);
  const { placement } = denoised(observed);
  const flat = (values: Float32Array) => values.filter((_, i) => i % 3 !== 2);
  expect(flat(placement)).toEqual(flat(truth.at(-1)!));
  expect(off(placement, truth.at(-1)!)).toBeLessThan(0.5 * off(observed.at(-1)!, truth.at(-1)!));
});

test("a child is denoised as a child", () => {
  const small = 0.6;
  const [observed, child] = [noisy([0.02, 0.02, 0.05], small), noisy([0, 0, 0], small)];
  const { placement } = denoised(
    observed,
    AS_TALL.map(() => 1 / small),
  );
  expect(off(placement, child.at(-1)!)).toBeLessThan(0.6 * off(observed.at(-1)!, child.at(-1)!));
});

test("where in the room a dance is does not matter", () => {
  const move = (values: Float32Array) => values.map((value, i) => value + (i === 3 * ROOT_POINT ? 4 : 0));
  const observed = noisy([0.02, 0.02, 0.05]);
  const [here, there] = [denoised(observed), denoised(observed.map(move))];
  expect(off(move(here.placement), there.placement)).toBeLessThan(1e-4);
});
