import { expect, test } from "vitest";
import { buildOf, difference, updateBuild } from "../../../../main/engine/pose/build.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING, swung } from "../../../support/bodies.ts";

const scaled = (factor: number) =>
  STANDING.map(({ x, y, z }) => ({ x: factor * x, y: factor * y, z: factor * z }));

test("a body differs from itself by nothing, also when it moves its arms", () => {
  expect(difference(buildOf(STANDING), buildOf(STANDING))).toBe(0);
  expect(difference(buildOf(swung(0)), buildOf(swung(0.8)))).toBeLessThan(0.001);
});

test("a body a tenth larger differs by the square of the ratio's logarithm", () => {
  expect(difference(buildOf(STANDING), buildOf(scaled(1.1)))).toBeCloseTo(Math.log(1.1) ** 2, 9);
});

test("lengths that one of them does not know are not compared", () => {
  const cut = scaled(1.1).map((point, joint) => (joint === J.left_ankle ? null : point));
  expect(difference(buildOf(STANDING), buildOf(cut))).toBeCloseTo(Math.log(1.1) ** 2, 9);
  expect(difference(buildOf(STANDING), buildOf(null))).toBe(0);
});

test("what is seen is learned bit by bit, and what was unknown at once", () => {
  const known = buildOf(STANDING);
  const build = buildOf(STANDING.map((point, joint) => (joint === J.left_ankle ? null : point)));
  expect(difference(build, buildOf(scaled(2)))).toBeCloseTo(Math.log(2) ** 2, 9);
  updateBuild(build, known, 0.1);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(length, 9)));
  updateBuild(build, buildOf(scaled(2)), 0.1);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(1.1 * length, 9)));
  updateBuild(build, buildOf(null), 0.5);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(1.1 * length, 9)));
});
