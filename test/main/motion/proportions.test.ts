import { expect, test } from "vitest";
import { bodyHeight, proportionsOf, withProportions } from "../../../main/motion/proportions.ts";
import { distance, mixPoints } from "../../../main/motion/vectors.ts";
import { BONES, J } from "../../../shared/skeleton.ts";
import { STANDING, swung } from "../../support/bodies.ts";

test("a body given its own proportions stays as it is", () => {
  const body = swung(0.7);
  withProportions(body, proportionsOf(body)).forEach((point, joint) => {
    expect(distance(point, body[joint]!)).toBeLessThan(1e-6);
  });
});

test("bones that shortened between two poses get their length back, and keep their direction", () => {
  const half = swung(-1).map((point, joint) => mixPoints(point, swung(1)[joint]!, 0.5));
  const mended = withProportions(half, proportionsOf(STANDING));
  const limbs = BONES.filter(([a, b]) => a > J.right_shoulder - 1 && b < J.left_hip);
  for (const [a, b] of limbs) {
    expect(distance(mended[a]!, mended[b]!)).toBeCloseTo(distance(STANDING[a]!, STANDING[b]!), 6);
  }
  expect(distance(half[J.left_shoulder]!, half[J.left_elbow]!)).toBeLessThan(0.9 * 0.28);
});

test("the middle of the hips stays the origin when the limbs grow, and a back keeps its bend", () => {
  const grown = withProportions(
    STANDING,
    proportionsOf(STANDING).map((length) => length * 2),
  );
  expect(grown[J.left_hip]!.x).toBeCloseTo(0.2, 6);
  expect(grown[J.right_hip]!.x).toBeCloseTo(-0.2, 6);
  expect((grown[J.left_shoulder]!.y + grown[J.right_shoulder]!.y) / 2).toBeCloseTo(0.48, 6);
});

test("a standing person of 1.7 m is measured as such", () => {
  // Nose 0.68 over and ankles 0.82 under the hips: 1.5 m, and the crown and the heel beyond.
  expect(bodyHeight(proportionsOf(STANDING))).toBeGreaterThan(1.6);
  expect(bodyHeight(proportionsOf(STANDING))).toBeLessThan(1.8);
});
