import { expect, test } from "vitest";
import {
  segmentDifference,
  segmentLengthsOf,
  updateSegmentLengths,
} from "../../../../main/engine/pose/segment-lengths.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING, swung } from "../../../support/bodies.ts";

const scaled = (factor: number) =>
  STANDING.map(({ x, y, z }) => ({ x: factor * x, y: factor * y, z: factor * z }));

test("a body differs from itself by nothing, also when it moves its arms", () => {
  expect(segmentDifference(segmentLengthsOf(STANDING), segmentLengthsOf(STANDING))).toBe(0);
  expect(segmentDifference(segmentLengthsOf(swung(0)), segmentLengthsOf(swung(0.8)))).toBeLessThan(0.001);
});

test("a body a tenth larger differs by the square of the ratio's logarithm", () => {
  expect(segmentDifference(segmentLengthsOf(STANDING), segmentLengthsOf(scaled(1.1)))).toBeCloseTo(
    Math.log(1.1) ** 2,
    9,
  );
});

test("lengths that one of them does not know are not compared", () => {
  const cut = scaled(1.1).map((point, joint) => (joint === J.left_ankle ? null : point));
  expect(segmentDifference(segmentLengthsOf(STANDING), segmentLengthsOf(cut))).toBeCloseTo(
    Math.log(1.1) ** 2,
    9,
  );
  expect(segmentDifference(segmentLengthsOf(STANDING), segmentLengthsOf(null))).toBe(0);
});

test("what is seen is learned bit by bit, and what was unknown at once", () => {
  const known = segmentLengthsOf(STANDING);
  const build = segmentLengthsOf(STANDING.map((point, joint) => (joint === J.left_ankle ? null : point)));
  expect(segmentDifference(build, segmentLengthsOf(scaled(2)))).toBeCloseTo(Math.log(2) ** 2, 9);
  updateSegmentLengths(build, known, 0.1);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(length, 9)));
  updateSegmentLengths(build, segmentLengthsOf(scaled(2)), 0.1);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(1.1 * length, 9)));
  updateSegmentLengths(build, segmentLengthsOf(null), 0.5);
  expect([...build]).toEqual([...known].map((length) => expect.closeTo(1.1 * length, 9)));
});
