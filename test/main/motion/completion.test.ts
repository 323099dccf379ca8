import { expect, test } from "vitest";
import { Completion } from "../../../main/motion/completion.ts";
import { distance } from "../../../main/motion/vectors.ts";
import { J } from "../../../shared/skeleton.ts";
import { STANDING, seenAt, swung } from "../../support/bodies.ts";

const without = (...joints: number[]) =>
  STANDING.map((point, joint) => (joints.includes(joint) ? null : point));

test("a joint that is lost stays where it was last known on the body", () => {
  const completion = new Completion();
  const whole = completion.complete({ ...seenAt(STANDING, 0.5), body: STANDING }, 16 / 9);
  expect(whole?.inferred).toEqual([]);
  const frame = completion.complete({ ...seenAt(STANDING, 0.5), body: without(J.left_wrist) }, 16 / 9);
  expect(frame?.body[J.left_wrist]).toEqual(STANDING[J.left_wrist]);
  expect(frame?.inferred).toEqual([J.left_wrist]);
});

test("a joint that was never seen takes the mirrored place of its twin", () => {
  const frame = new Completion().complete({ ...seenAt(STANDING, 0.5), body: without(J.left_wrist) }, 16 / 9);
  expect(frame?.body[J.left_wrist]).toEqual({ x: 0.38, y: -0.02, z: 0.05 });
});

test("hands and feet that a source lacks move with their limbs, are never at the origin, and do not count as lost", () => {
  const completion = new Completion();
  const lacking = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
  for (const swing of [-1, 0, 1]) {
    const body = swung(swing).map((point, joint) => (lacking.includes(joint) ? null : point));
    const frame = completion.complete({ ...seenAt(STANDING, 0.5), body }, 16 / 9)!;
    expect(frame.inferred).toEqual([]);
    for (const [hand, wrist] of [
      [J.left_index, J.left_wrist],
      [J.right_index, J.right_wrist],
    ] as const) {
      expect(distance(frame.body[hand]!, frame.body[wrist]!)).toBeCloseTo(0.1, 1);
      expect(distance(frame.body[hand]!, swung(swing)[hand]!)).toBeLessThan(0.06);
    }
    for (const foot of [J.left_foot_index, J.right_foot_index])
      expect(distance(frame.body[foot]!, STANDING[foot]!)).toBeLessThan(0.08);
  }
});

test("a hand goes on from a forearm that is lost, and is lost with it", () => {
  const completion = new Completion();
  completion.complete({ ...seenAt(STANDING, 0.5), body: without(J.left_index) }, 16 / 9);
  const lost = { ...seenAt(STANDING, 0.5), body: without(J.left_index, J.left_wrist) };
  expect(completion.complete(lost, 16 / 9)?.inferred).toEqual([J.left_wrist, J.left_index]);
});

test("a hand that was seen stays where it was last known, as every joint does", () => {
  const completion = new Completion();
  completion.complete({ ...seenAt(STANDING, 0.5), body: STANDING }, 16 / 9);
  const body = swung(1).map((point, joint) => (joint === J.left_index ? null : point));
  const frame = completion.complete({ ...seenAt(STANDING, 0.5), body }, 16 / 9);
  expect(frame?.body[J.left_index]).toEqual(STANDING[J.left_index]);
  expect(frame?.inferred).toEqual([J.left_index]);
});

test("there is no frame, and no joint at the origin, while a joint and its twin are unknown", () => {
  const blind = { ...seenAt(STANDING, 0.5), body: without(J.left_wrist, J.right_wrist) };
  expect(new Completion().complete(blind, 16 / 9)).toBeNull();
});

test("a source that knows only pictures gives a flat body with a torso of half a metre", () => {
  const frame = new Completion().complete({ ...seenAt(STANDING, 0.3), body: null, root: null }, 16 / 9);
  expect(frame?.body[J.left_shoulder]?.y).toBeCloseTo(0.5, 3);
  expect(frame?.body.every((point) => point.z === 0)).toBe(true);
  expect(frame?.root.y).toBeCloseTo((0.88 * 0.5) / 0.48, 3);
});
