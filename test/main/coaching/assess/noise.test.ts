import { expect, test } from "vitest";
import { noiseIn, withNoise } from "../../../../main/coaching/assess/noise.ts";
import { clipOf, rowAt } from "../../../../main/motion/clip.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";

const DANCE = clipOf(sineDance({ seconds: 20 }));

test("a body whose bones keep their lengths was seen without noise", () => {
  const { inPlane, depth } = noiseIn(DANCE);
  expect(inPlane).toBeLessThan(1e-3);
  expect(depth).toBeLessThan(5e-3);
});

test.each([
  { inPlane: 0.02, depth: 0.05, correlation: 0 },
  { inPlane: 0.01, depth: 0.03, correlation: 0.8 },
])("noise of $inPlane m and $depth m in depth is found again, and how long it lasts", (noise) => {
  const found = noiseIn(withNoise(DANCE, noise, seededRandom(1)));
  expect(found.inPlane / noise.inPlane).toBeGreaterThan(0.8);
  expect(found.inPlane / noise.inPlane).toBeLessThan(1.25);
  expect(found.depth / noise.depth).toBeGreaterThan(0.7);
  expect(found.depth / noise.depth).toBeLessThan(1.35);
  expect(Math.abs(found.correlation - noise.correlation)).toBeLessThan(0.12);
});

test("the middle of the hips stays the origin of a noisy body", () => {
  const noisy = withNoise(DANCE, { inPlane: 0.02, depth: 0.05, correlation: 0 }, seededRandom(2));
  for (const frame of [0, 100, 599])
    for (let axis = 0; axis < 3; axis++) {
      const row = rowAt(noisy, frame);
      expect(row[3 * J.left_hip + axis]! + row[3 * J.right_hip + axis]!).toBeCloseTo(0, 5);
    }
});
