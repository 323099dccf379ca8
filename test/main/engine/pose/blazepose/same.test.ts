import { expect, test } from "vitest";
import { HIPS, LANDMARK_COUNT, Landmarks, RIM } from "../../../../../main/engine/pose/blazepose/landmarks.ts";
import { isSameBody, isSameRegion } from "../../../../../main/engine/pose/blazepose/same.ts";

/** A body 100 pixels from the middle of the hips to its rim, moved to the right. */
function body(moved: number): Landmarks {
  const landmarks = new Landmarks();
  for (let k = 0; k < LANDMARK_COUNT; k++) {
    landmarks.image[2 * k] = 300 + 40 * Math.sin(k) + moved;
    landmarks.image[2 * k + 1] = 300 + 80 * Math.cos(k);
  }
  landmarks.image.set([300 + moved, 300], 2 * HIPS);
  landmarks.image.set([300 + moved, 200], 2 * RIM);
  return landmarks;
}

test("two bodies on nearly the same joints are one, and two in the same pose side by side are not", () => {
  expect(isSameBody(body(0), body(5))).toBe(true);
  expect(isSameBody(body(0), body(30))).toBe(false);
});

test("two regions around nearly the same hips are one, measured by the smaller", () => {
  const region = (x: number, size: number) => ({ x, y: 0, size, turn: 0 });
  expect(isSameRegion(region(0, 200), region(15, 200))).toBe(true);
  expect(isSameRegion(region(0, 200), region(25, 200))).toBe(false);
  expect(isSameRegion(region(0, 200), region(15, 100))).toBe(false);
});
