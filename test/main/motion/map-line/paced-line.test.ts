import { expect, test } from "vitest";
import { type PacedLine, pacedLine } from "../../../../main/motion/map-line/paced-line.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import type { LinePoint } from "../../../../shared/desk/dance-line.ts";

const FPS = 30;
const USUAL = { slow: 0.01, fast: 0.5 };

/** From (0, 0) to (length, 0) in so many seconds, 60 points a second. */
const straight = (length: number, seconds: number): LinePoint[] =>
  Array.from({ length: Math.round(60 * seconds) + 1 }, (_, index) => {
    const t = index / 60;
    return { x: (length * t) / seconds, y: 0, t };
  });

const steps = ({ places, frames }: PacedLine): number[] =>
  Array.from({ length: frames - 1 }, (_, frame) =>
    Math.hypot(places[2 * frame + 2]! - places[2 * frame]!, places[2 * frame + 3]! - places[2 * frame + 1]!),
  );
const speedOf = (paced: PacedLine) => FPS * Math.max(...steps(paced));

test("a line at a speed at which people dance is danced as it was drawn, from end to end", () => {
  const paced = pacedLine(straight(0.6, 6), USUAL, FPS);
  expect(paced.frames).toBe(180);
  expect(paced.places[0]).toBeCloseTo(0, 9);
  expect(paced.places.at(-2)).toBeCloseTo(0.6, 9);
  expect(paced.speeds.drawn).toBeCloseTo(0.1, 3);
  expect(paced.speeds.danced).toBeCloseTo(0.1, 3);
});

test("what trembles is smoothed, and its ends stay", () => {
  const random = seededRandom(1);
  const drawn = straight(0.6, 6).map(({ x, t }, index) => ({
    x,
    t,
    y: index === 0 ? 0 : 0.01 * (random() - 0.5),
  }));
  const paced = pacedLine(drawn, USUAL, FPS);
  const off = Array.from({ length: paced.frames }, (_, frame) => Math.abs(paced.places[2 * frame + 1]!));
  expect(off[0]).toBeCloseTo(0, 6);
  expect(off.reduce((sum, one) => sum + one) / off.length).toBeLessThan(0.001);
});

test("only what is too fast takes longer, and a line that is too slow takes less", () => {
  const fast = pacedLine([...straight(0.1, 1), { x: 0.9, y: 0, t: 1.2 }], USUAL, FPS);
  expect(speedOf(fast)).toBeLessThan(1.02 * USUAL.fast);
  expect(fast.frames / FPS).toBeGreaterThan(2.4);
  expect(fast.frames / FPS).toBeLessThan(2.8);
  const slow = pacedLine(straight(0.1, 60), USUAL, FPS);
  expect(slow.frames / FPS).toBeCloseTo(10, 1);
  expect(slow.drawn).toBe(60);
});

test("a dot is danced for as long as it was held, a click for two seconds, and where the pen rested the dance does", () => {
  const dot = pacedLine(
    [0, 7].map((t) => ({ x: 0.3, y: 0.4, t })),
    USUAL,
    FPS,
  );
  expect(dot.frames).toBe(210);
  expect(dot.places.every((value, index) => Math.abs(value - [0.3, 0.4][index % 2]!) < 1e-9)).toBe(true);
  expect(pacedLine([{ x: 0.3, y: 0.4, t: 0 }], USUAL, FPS).frames).toBe(60);
  const rested = pacedLine(
    [...straight(0.2, 2), ...straight(0.2, 2).map(({ x, y, t }) => ({ x: x + 0.2, y, t: t + 5 }))],
    USUAL,
    FPS,
  );
  expect(rested.frames).toBe(210);
  expect(steps(rested).filter((step) => step < 1e-6).length).toBeGreaterThan(70);
});
