import { expect, test } from "vitest";
import { FrameRateLimiter, type Rate } from "../../../../main/outputs/osc/frame-rate-limiter.ts";

/** How many of the frames of ten seconds are sent, at frames that come a little early or late. */
function used(rate: Rate, fps: number): number {
  const limiter = new FrameRateLimiter(rate);
  let count = 0;
  for (let n = 0; n < 10 * fps; n++) if (limiter.isDue(n / fps + 0.002 * Math.sin(n * 1.7))) count++;
  return count;
}

test.each<[Rate, number, number]>([
  ["frame", 60, 600],
  ["frame", 30, 300],
  [30, 60, 300],
  [44, 60, 440],
  [25, 30, 250],
  [1, 60, 10],
  [20, 60, 200],
])("a rate of %s with %i frames a second sends %i in ten seconds", (rate, fps, count) => {
  expect(Math.abs(used(rate, fps) - count)).toBeLessThanOrEqual(1);
});

test("a rate above the engine's invents nothing", () => {
  expect(used(120, 30)).toBe(300);
});

test("after a pause it goes on at once, and does not make up for what was missed", () => {
  const limiter = new FrameRateLimiter(10);
  expect([0, 0.05, 5, 5.02, 5.05, 5.1].map((t) => limiter.isDue(t))).toEqual([
    true,
    false,
    true,
    false,
    false,
    true,
  ]);
});

test("the time since the frame before is that between the frames that were sent", () => {
  const limiter = new FrameRateLimiter(10);
  expect([1, 1.5, 1.25].map((t) => limiter.since(t))).toEqual([0, 0.5, 0]);
});
