import { expect, test } from "vitest";
import { type Denoised, Denoiser } from "../../../../main/generators/recurrent-cvae/denoiser.ts";
import { constantsIn } from "../../../../main/generators/recurrent-cvae/model.ts";
import {
  PLACEMENT_SIZE,
  POINTS,
  ROOT_POINT,
} from "../../../../main/generators/recurrent-cvae/motion-state.ts";
import { bonesOf } from "../../../../main/motion/bones.ts";
import { gaussian, seededRandom } from "../../../../main/motion/random.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

const steadying = new Denoiser(constantsIn(smallModel().values));
const danced = sineDance({ seconds: 2, from: 30, facing: 1 });
const AS_TALL = new Float32Array(POINTS).fill(1);

/** Stills of the dance, its joints trembling by so much along x, y and z, metres. */
function filmed(tremble: readonly [number, number, number], scale = 1): Float32Array[] {
  const random = seededRandom(4);
  return danced.map(({ body, root }) => {
    const shown = body.map(({ x, y, z }) => ({
      x: scale * x + tremble[0] * gaussian(random),
      y: scale * y + tremble[1] * gaussian(random),
      z: scale * z + tremble[2] * gaussian(random),
    }));
    const still = new Float32Array(PLACEMENT_SIZE);
    still.set(bonesOf(shown));
    still.set([scale * root.x, scale * root.y, scale * root.z], 3 * ROOT_POINT);
    return still;
  });
}

function watch(seen: readonly Float32Array[], scale = AS_TALL): Denoised {
  return seen
    .slice(1)
    .reduce((state, still) => steadying.next(state, still, scale), steadying.first(seen[0]!));
}

const off = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);
const wayOf = (stills: readonly Float32Array[]) => stills.at(-1)!.map((now, i) => now - stills.at(-2)![i]!);
const truth = filmed([0, 0, 0]);

test("who is seen well is taken as she is", () => {
  const { place, way } = watch(truth);
  expect(place).toEqual(truth.at(-1));
  expect(way).toEqual(wayOf(truth));
});

test("what a poor camera adds is taken out, of places and far more of velocities", () => {
  const seen = filmed([0.02, 0.02, 0.05]);
  const { place, way } = watch(seen);
  expect(off(place, truth.at(-1)!)).toBeLessThan(0.5 * off(seen.at(-1)!, truth.at(-1)!));
  expect(off(way, wayOf(truth))).toBeLessThan(0.2 * off(wayOf(seen), wayOf(truth)));
});

test("only the axis that trembles is steadied", () => {
  const seen = filmed([0, 0, 0.05]);
  const { place } = watch(seen);
  const flat = (still: Float32Array) => still.filter((_, i) => i % 3 !== 2);
  expect(flat(place)).toEqual(flat(truth.at(-1)!));
  expect(off(place, truth.at(-1)!)).toBeLessThan(0.5 * off(seen.at(-1)!, truth.at(-1)!));
});

test("a child is steadied as a child", () => {
  const small = 0.6;
  const [seen, child] = [filmed([0.02, 0.02, 0.05], small), filmed([0, 0, 0], small)];
  const { place } = watch(
    seen,
    AS_TALL.map(() => 1 / small),
  );
  expect(off(place, child.at(-1)!)).toBeLessThan(0.6 * off(seen.at(-1)!, child.at(-1)!));
});

test("where in the room a dance is does not matter", () => {
  const move = (still: Float32Array) => still.map((value, i) => value + (i === 3 * ROOT_POINT ? 4 : 0));
  const seen = filmed([0.02, 0.02, 0.05]);
  const [here, there] = [watch(seen), watch(seen.map(move))];
  expect(off(move(here.place), there.place)).toBeLessThan(1e-4);
});
