import { expect, test } from "vitest";
import { outOf } from "../../../../main/archive/export/bases.ts";
import { type HingedLimb, hinged } from "../../../../main/archive/export/hinges.ts";
import { cross, distance, dot, unit, type Vector } from "../../../../main/motion/vectors.ts";

const FPS = 30;
/** A left leg: down at rest, its shank bends back about an axis to the left. */
const LEG = { rest: { x: 0, y: -1, z: 0 }, axis: { x: 1, y: 0, z: 0 } };
const frames = (count: number, way: (share: number) => Vector): Vector[] =>
  Array.from({ length: count }, (_, f) => unit(way(f / (count - 1))));
const axesOf = (limb: HingedLimb) => hinged(limb, FPS).map((basis) => outOf(basis, limb.axis));

test("a bent limb bends about its hinge alone", () => {
  // The thigh swings to the side, the shank goes round.
  const upper = frames(60, (s) => ({ x: Math.sin(2 * s), y: -1, z: Math.sin(5 * s) }));
  const lower = frames(60, (s) => ({ x: Math.sin(4 * s), y: -0.3, z: -1.5 }));
  const turned = hinged({ upper, lower, ...LEG }, FPS);
  for (const [f, basis] of turned.entries()) {
    expect(distance(outOf(basis, LEG.rest), upper[f]!)).toBeLessThan(1e-9);
    const hinge = unit(cross(upper[f]!, lower[f]!));
    expect(dot(outOf(basis, LEG.axis), hinge)).toBeGreaterThan(Math.cos(0.06));
  }
});

test("a straight limb takes no twist", () => {
  const upper = frames(60, (s) => ({ x: s, y: -1, z: 0 }));
  for (const axis of axesOf({ upper, lower: upper, ...LEG })) expect(axis.z).toBeCloseTo(0, 6);
});

test("nothing jumps where a limb is straight for a moment, or kicked over the head", () => {
  const upper = frames(120, (s) => ({
    x: 0.02,
    y: -Math.cos(2 * Math.PI * s),
    z: Math.sin(2 * Math.PI * s),
  }));
  // Straight in the middle, then bent to the other side of itself: what noise makes of it.
  const lower = upper.map((way, f) => {
    const bend = 0.6 * Math.cos((3 * Math.PI * f) / 120);
    return unit({ x: way.x + 0.1 * bend, y: way.y, z: way.z - bend });
  });
  const axes = axesOf({ upper, lower, ...LEG });
  const steps = axes.slice(1).map((axis, f) => distance(axis, axes[f]!));
  expect(Math.max(...steps)).toBeLessThan(0.6);
});
