import { expect, test } from "vitest";
import { rateOntoBeats } from "../../../../main/engine/music/onto-beats.ts";

test("a dance goes faster or slower until its next beat falls on the music's", () => {
  expect(rateOntoBeats([0.55], 0.5, 0.5)).toBeCloseTo(1.1);
  expect(rateOntoBeats([0.46], 0.5, 0.5)).toBeCloseTo(0.92);
  expect(rateOntoBeats([0.5], 0.5, 0.5)).toBe(1);
});

test("within limits, and as it is where its beat cannot get there or none is known", () => {
  expect(rateOntoBeats([0.25], 0.5, 0.5)).toBe(1);
  expect(rateOntoBeats([], 0.2, 0.5)).toBe(1);
  for (let lead = 0.01; lead < 1.2; lead += 0.013) {
    const rate = rateOntoBeats([lead, lead + 0.41], 0.17, 0.43);
    expect(rate).toBeGreaterThanOrEqual(0.85);
    expect(rate).toBeLessThanOrEqual(1.18);
  }
});

test("a beat that comes earlier than the music's may make room for the one after", () => {
  // The first cannot reach a beat of the music; faster to it, the second does.
  expect(rateOntoBeats([0.3, 0.56], 0.5, 0.5)).toBeGreaterThan(1.05);
});
