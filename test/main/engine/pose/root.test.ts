import { expect, test } from "vitest";
import { rootOf } from "../../../../main/engine/pose/root.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING, seenAt } from "../../../support/bodies.ts";

const ASPECT = 16 / 9;
/** `seenAt` draws a metre as 0.4 picture heights. */
const METRE = 0.4;

function seen(x: number, body = STANDING) {
  const { image } = seenAt(body, x);
  return { image: image!, body };
}

test("hips in the middle of the picture stand at x = 0, at the height of the hips over the feet", () => {
  expect(rootOf(seen(0.5), METRE, METRE, ASPECT)).toEqual({
    x: expect.closeTo(0, 9),
    y: expect.closeTo(0.88, 9),
    z: 0,
  });
});

test("x is in metres to the camera's right", () => {
  const root = rootOf(seen(0.75), METRE, METRE, ASPECT);
  expect(root?.x).toBeCloseTo((0.25 * ASPECT) / METRE, 9);
});

test("who crouches comes down, who lifts one foot does not", () => {
  const crouched = STANDING.map((point) => ({ ...point, y: point.y < -0.5 ? point.y + 0.3 : point.y }));
  expect(rootOf(seen(0.5, crouched), METRE, METRE, ASPECT)?.y).toBeCloseTo(0.58, 9);
  const oneLeg = STANDING.map((point, joint) =>
    joint === J.left_ankle || joint === J.left_foot_index ? { ...point, y: 0 } : point,
  );
  expect(rootOf(seen(0.5, oneLeg), METRE, METRE, ASPECT)?.y).toBeCloseTo(0.88, 9);
});

test("who looks larger has come nearer, by the pinhole camera", () => {
  // A camera of 70 degrees shows 1 / 0.71 metres of width for each metre of distance.
  const distance = (metre: number) => (0.71 * ASPECT) / metre;
  const root = rootOf(seen(0.5), 0.5, METRE, ASPECT);
  expect(root?.z).toBeCloseTo(distance(METRE) - distance(0.5), 9);
  expect(root?.z).toBeGreaterThan(0.5);
});

test("unknown hips or feet leave the place unknown", () => {
  const { image, body } = seen(0.5);
  const without = <P>(joints: readonly (P | null)[], ...lost: number[]) =>
    joints.map((point, joint) => (lost.includes(joint) ? null : point));
  const feet = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
  expect(rootOf({ image: without(image, J.left_hip), body }, METRE, METRE, ASPECT)).toBeNull();
  expect(rootOf({ image, body: without(body, ...feet) }, METRE, METRE, ASPECT)).toBeNull();
  expect(rootOf({ image, body: without(body, ...feet.slice(1)) }, METRE, METRE, ASPECT)?.y).toBeCloseTo(
    0.82,
    9,
  );
  expect(rootOf({ image, body: null }, METRE, METRE, ASPECT)).toBeNull();
});
