import { expect, test } from "vitest";
import { AnimatedTransform, IDENTITY } from "../../../../../renderer/stage/view/cast/screen-transform.ts";

test("a picture moves from a cell to the whole stage without a jump, and arrives", () => {
  const placement = new AnimatedTransform();
  placement.set({ x: 0.4, y: 0.3, scale: 0.2 });
  placement.moveTo(IDENTITY);
  let before = placement.scale;
  let largest = 0;
  for (let i = 0; i < 60; i++) {
    placement.step(1 / 60);
    largest = Math.max(largest, placement.scale - before);
    expect(placement.scale).toBeGreaterThanOrEqual(before);
    before = placement.scale;
  }
  expect(largest).toBeLessThan(0.05);
  expect(placement).toMatchObject({ x: 0, y: 0, size: 1 });
});

test("sent elsewhere on its way, it goes on from where it is", () => {
  const placement = new AnimatedTransform();
  placement.moveTo({ x: 1, y: 0, scale: 2 });
  for (let i = 0; i < 20; i++) placement.step(1 / 60);
  const { x } = placement;
  placement.moveTo(IDENTITY);
  placement.step(1 / 60);
  expect(placement.x).toBeCloseTo(x, 1);
});
