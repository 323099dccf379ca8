import { expect, test } from "vitest";
import { Placement, WHOLE } from "../../../../../renderer/stage/view/cast/screen-transform.ts";

test("a picture moves from a cell to the whole stage without a jump, and arrives", () => {
  const placement = new Placement();
  placement.set({ x: 0.4, y: 0.3, size: 0.2 });
  placement.moveTo(WHOLE);
  let before = placement.size;
  let largest = 0;
  for (let i = 0; i < 60; i++) {
    placement.step(1 / 60);
    largest = Math.max(largest, placement.size - before);
    expect(placement.size).toBeGreaterThanOrEqual(before);
    before = placement.size;
  }
  expect(largest).toBeLessThan(0.05);
  expect(placement).toMatchObject({ x: 0, y: 0, size: 1 });
});

test("sent elsewhere on its way, it goes on from where it is", () => {
  const placement = new Placement();
  placement.moveTo({ x: 1, y: 0, size: 2 });
  for (let i = 0; i < 20; i++) placement.step(1 / 60);
  const { x } = placement;
  placement.moveTo(WHOLE);
  placement.step(1 / 60);
  expect(placement.x).toBeCloseTo(x, 1);
});
