import { expect, test } from "vitest";
import { ANCHOR_COUNT, ANCHORS } from "../../../../../main/engine/pose/blazepose/anchors.ts";

test("the anchors are as many as the person detector has boxes, and lie in the middle of their cells", () => {
  expect(ANCHOR_COUNT).toBe(2254);
  const anchor = (k: number) => [...ANCHORS.slice(2 * k, 2 * k + 2)];
  expect(anchor(0)).toEqual([0.5 / 28, 0.5 / 28].map(Math.fround));
  expect(anchor(1)).toEqual(anchor(0));
  expect(anchor(2)).toEqual([1.5 / 28, 0.5 / 28].map(Math.fround));
  expect(anchor(28 * 28 * 2)).toEqual([0.5 / 14, 0.5 / 14].map(Math.fround));
  expect(anchor(2253)).toEqual([6.5 / 7, 6.5 / 7].map(Math.fround));
});
