import { expect, test } from "vitest";
import { Completion } from "../../../main/motion/completion.ts";
import { J } from "../../../shared/skeleton.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";

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
