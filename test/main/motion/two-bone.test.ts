import { expect, test } from "vitest";
import { seededRandom } from "../../../main/motion/random.ts";
import { kneeFor, type Leg, reachable } from "../../../main/motion/two-bone.ts";
import { add, distance, type Vector } from "../../../main/motion/vectors.ts";

/** Facing +z, its knee a little in front. */
const LEG: Leg = {
  hip: { x: 0.1, y: 0.9, z: 0 },
  knee: { x: 0.1, y: 0.5, z: 0.08 },
  ankle: { x: 0.1, y: 0.1, z: 0 },
};
const FOOT: Vector = { x: 0, y: -0.05, z: 0.15 };
const thigh = distance(LEG.hip, LEG.knee);
const shank = distance(LEG.knee, LEG.ankle);

test("wherever the ankle goes, thigh and shank keep their lengths, and the knee stays in front", () => {
  const random = seededRandom(1);
  const off = () => random() - 0.5;
  for (let n = 0; n < 1000; n++) {
    const wanted = add(LEG.ankle, { x: off(), y: 0.5 * off(), z: 0.6 * off() });
    const ankle = reachable(LEG, wanted);
    const knee = kneeFor(LEG, ankle, FOOT);
    expect(distance(LEG.hip, knee)).toBeCloseTo(thigh, 9);
    expect(distance(knee, ankle)).toBeCloseTo(shank, 9);
    const middle = (LEG.hip.z * shank + ankle.z * thigh) / (thigh + shank);
    expect(knee.z).toBeGreaterThan(middle);
  }
});

test("an ankle that stays leaves the knee where it was, also of a leg that is straight", () => {
  expect(distance(kneeFor(LEG, LEG.ankle, FOOT), LEG.knee)).toBeLessThan(1e-9);
  const straight: Leg = { ...LEG, knee: { x: 0.1, y: 0.5, z: 0 } };
  expect(distance(kneeFor(straight, straight.ankle, FOOT), straight.knee)).toBeLessThan(1e-9);
});

test("a straight leg bends to the side of the foot", () => {
  const straight: Leg = { ...LEG, knee: { x: 0.1, y: 0.5, z: 0 } };
  const knee = kneeFor(straight, { x: 0.1, y: 0.2, z: 0 }, FOOT);
  expect(knee.z).toBeGreaterThan(0.1);
  expect(knee.x).toBeCloseTo(0.1, 9);
});

test("a knee that passes a nearly straight leg to its other side does not flip where the leg is bent more", () => {
  const knees = Array.from({ length: 21 }, (_, n) => {
    const leg: Leg = { ...LEG, knee: { x: 0.1, y: 0.5, z: 0.02 - 0.002 * n } };
    return kneeFor(leg, { x: 0.1, y: 0.2, z: 0 }, FOOT);
  });
  const ways = knees.slice(1).map((knee, n) => distance(knees[n]!, knee));
  expect(Math.max(...ways)).toBeLessThan(0.01);
  for (const { z } of knees) expect(z).toBeGreaterThan(0.1);
});

test("an ankle out of reach comes as near as the leg goes, and stretches it no more than it was, or to 99 %", () => {
  const far = reachable(LEG, { x: 0.1, y: -1, z: 0 });
  expect(distance(LEG.hip, far)).toBeCloseTo(0.99 * (thigh + shank), 9);
  expect(far.x).toBeCloseTo(0.1, 9);
  const straight: Leg = { ...LEG, knee: { x: 0.1, y: 0.5, z: 0 } };
  expect(distance(LEG.hip, reachable(straight, { x: 0.1, y: -1, z: 0 }))).toBeCloseTo(0.8, 9);
});
