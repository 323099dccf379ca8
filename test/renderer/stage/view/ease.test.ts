import { expect, test } from "vitest";
import { approach, smoothstep } from "../../../../renderer/stage/view/ease.ts";

test("approaches at the same rate whatever the frame rate, and arrives", () => {
  let slow = 0;
  let fast = 0;
  for (let i = 0; i < 6; i++) slow = approach(slow, 1, 1 / 30, 0.2);
  for (let i = 0; i < 24; i++) fast = approach(fast, 1, 1 / 120, 0.2);
  expect(slow).toBeCloseTo(1 - Math.exp(-1), 6);
  expect(fast).toBeCloseTo(slow, 6);
  for (let i = 0; i < 100; i++) slow = approach(slow, 1, 1 / 30, 0.2);
  expect(slow).toBe(1);
});

test("smoothstep is flat outside and half in the middle", () => {
  expect([0.1, 0.2, 0.3, 0.4, 0.5].map((x) => smoothstep(0.2, 0.4, x))).toEqual([
    0,
    0,
    expect.closeTo(0.5, 6),
    1,
    1,
  ]);
});
