import { expect, test } from "vitest";
import { fitOf, rateTo } from "../../../../main/generators/motion-graph/on-beat.ts";

/** Two beats a second; the last was a tenth of a second ago. */
const MUSIC = { sinceBeat: 0.1, toBeat: 0.4 };
const FRAME = 1 / 30;

test("what comes a little early or late is danced as much slower or faster, and what comes on the beat as it is", () => {
  expect(rateTo(MUSIC, 0, 0.4)).toBe(1);
  expect(rateTo(MUSIC, 0, 0.38)).toBeCloseTo(0.95, 9);
  expect(rateTo(MUSIC, 0, 0.42)).toBeCloseTo(1.05, 9);
  expect(rateTo(MUSIC, 0.2, 1.26)).toBeCloseTo(1.26 / 1.2, 9);
});

test("nobody hurries for a beat that is out of reach, and nobody faster than a tenth", () => {
  expect(rateTo(MUSIC, 0, 0.6)).toBe(1);
  expect(rateTo(MUSIC, 0, 0.34)).toBe(0.9);
  expect(rateTo(MUSIC, 0, 0.48)).toBe(1.1);
  expect(rateTo(MUSIC, 0.38, 0.01)).toBe(0.9);
  expect(rateTo(MUSIC, 0.42, 0.01)).toBe(1.1);
});

test("beats that can be danced on the music fit, those between its beats do not, and few of many are less", () => {
  const first = 0.4 + FRAME;
  const every = fitOf(MUSIC, [first, 0.5, 0.5, 0.5], FRAME);
  expect(every).toBeCloseTo(1, 9);
  expect(fitOf(MUSIC, [first * 1.08, 0.5 * 0.93, 0.5, 0.5], FRAME)).toBeCloseTo(1, 9);
  const oneOfFour = fitOf(MUSIC, [first], FRAME);
  expect(oneOfFour).toBeCloseTo((1 + 1 / 4) / 2, 9);
  expect(fitOf(MUSIC, [first - 0.25, 0.5, 0.5, 0.5], FRAME)).toBeLessThan(0.1);
  expect(fitOf(MUSIC, [first, 0.25, 0.25, 0.25, 0.25], FRAME)).toBeLessThan(every);
  const none = fitOf(MUSIC, [], FRAME);
  expect(none).toBeGreaterThan(fitOf(MUSIC, [first - 0.25], FRAME));
  expect(none).toBeLessThan(oneOfFour);
});
