import { expect, test } from "vitest";
import { centreOfMass, JOINT_MASSES } from "../../../../main/coaching/assess/segments.ts";
import type { Vector } from "../../../../main/motion/vectors.ts";
import { J, MIRROR } from "../../../../shared/skeleton.ts";
import { STANDING } from "../../../support/bodies.ts";

const sideways = (side: number): Readonly<Record<string, Vector>> => ({
  shoulder: { x: side * 0.18, y: 0.5, z: 0 },
  elbow: { x: side * 0.48, y: 0.5, z: 0 },
  wrist: { x: side * 0.74, y: 0.5, z: 0 },
  index: { x: side * 0.82, y: 0.5, z: 0 },
  hip: { x: side * 0.1, y: 0, z: 0 },
  knee: { x: side * 0.1, y: -0.42, z: 0 },
  ankle: { x: side * 0.1, y: -0.84, z: 0 },
  foot_index: { x: side * 0.1, y: -0.9, z: 0.15 },
  ear: { x: side * 0.07, y: 0.68, z: 0 },
});

/** Arms out to both sides; the hips are at 0. */
const T_POSE: Readonly<Record<number, Vector>> = {
  [J.nose]: { x: 0, y: 0.66, z: 0.1 },
  ...Object.fromEntries(
    (["left", "right"] as const).flatMap((side) =>
      Object.entries(sideways(side === "left" ? 1 : -1)).map(([name, place]) => [
        J[`${side}_${name}` as keyof typeof J],
        place,
      ]),
    ),
  ),
};

test("the joints carry the whole body, both sides alike", () => {
  expect(JOINT_MASSES.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  expect([...JOINT_MASSES].map((_, joint) => JOINT_MASSES[MIRROR[joint]!])).toEqual([...JOINT_MASSES]);
});

test("the centre of mass of a T-pose is where de Leva's segments put it, by hand", () => {
  const { x, y, z } = centreOfMass((joint) => T_POSE[joint]!);
  // Head, trunk, both arms, thighs, shanks and feet: mass times height of the segment's own centre, metres.
  const heights =
    0.0681 * 0.68 +
    0.4302 * 0.5 * (1 - 0.4046) +
    2 * (0.0263 + 0.015 + 0.0059) * 0.5 +
    2 * 0.1447 * -0.42 * 0.3854 +
    2 * 0.0457 * (-0.42 - 0.42 * 0.4374) +
    2 * 0.0133 * (-0.84 - 0.06 * 0.2);
  const masses = 0.0681 + 0.4302 + 2 * (0.0263 + 0.015 + 0.0059 + 0.1447 + 0.0457 + 0.0133);
  expect(x).toBeCloseTo(0, 12);
  expect(y).toBeCloseTo(heights / masses, 12);
  expect(z).toBeCloseTo((2 * 0.0133 * 0.2 * 0.15) / masses, 12);
});

test("somebody who stands has it at 55 to 58 % of her height, as measured of people", () => {
  const { y } = centreOfMass((joint) => STANDING[joint]!);
  const height = (0.69 + 0.88) / 0.93;
  expect((y + 0.88) / height).toBeGreaterThan(0.54);
  expect((y + 0.88) / height).toBeLessThan(0.59);
});

test("it goes where the arms go", () => {
  const raised = (joint: number): Vector =>
    joint === J.left_wrist || joint === J.left_index ? { x: 0.2, y: 1, z: 0 } : STANDING[joint]!;
  expect(centreOfMass(raised).y).toBeGreaterThan(centreOfMass((joint) => STANDING[joint]!).y + 0.01);
});
