import { expect, test } from "vitest";
import { AnimatedTransform, IDENTITY } from "../../../../../renderer/stage/view/cast/screen-transform.ts";

test("a picture moves from a cell to the whole stage without a jump, and arrives", () => {
  const transform = new AnimatedTransform();
  transform.set({ x: 0.4, y: 0.3, scale: 0.2 });
  transform.moveTo(IDENTITY);
  let before = transform.scale;
  let largest = 0;
  for (let i = 0; i < 60; i++) {
    transform.step(1 / 60);
    largest = Math.max(largest, transform.scale - before);
    expect(transform.scale).toBeGreaterThanOrEqual(before);
    before = transform.scale;
  }
  expect(largest).toBeLessThan(0.05);
  expect(transform).toMatchObject({ x: 0, y: 0, scale: 1 });
});

test("sent elsewhere on its way, it goes on from where it is", () => {
  const transform = new AnimatedTransform();
  transform.moveTo({ x: 1, y: 0, scale: 2 });
  for (let i = 0; i < 20; i++) transform.step(1 / 60);
  const { x } = transform;
  transform.moveTo(IDENTITY);
  transform.step(1 / 60);
  expect(transform.x).toBeCloseTo(x, 1);
});
