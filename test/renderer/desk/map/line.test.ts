import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../main/motion/random.ts";
import {
  handlesOf,
  lasting,
  lineOf,
  lineThrough,
  secondsOf,
  shapeOf,
  withHandle,
} from "../../../../renderer/desk/map/line.ts";
import type { LinePoint } from "../../../../shared/desk/dance-line.ts";

/** A wave that a hand draws in so many seconds, with so much trembling, 60 points a second at uneven times. */
function drawn(seconds: number, tremble: number): LinePoint[] {
  const random = seededRandom(1);
  return Array.from({ length: 60 * seconds }, (_, n) => {
    const t = 7 + (n + 0.8 * random()) / 60;
    const [x, y] = wave((t - 7) / seconds);
    return { x: x + tremble * (random() - 0.5), y: y + tremble * (random() - 0.5), t };
  });
}
const wave = (share: number): readonly [number, number] => [
  0.1 + 0.8 * share,
  0.5 + 0.2 * Math.sin(6 * share),
];
/** How much its way turns, on average, radians a point. */
const bentOf = (points: readonly LinePoint[]): number => {
  const ways = points.slice(1).map(({ x, y }, at) => Math.atan2(y - points[at]!.y, x - points[at]!.x));
  const turns = ways
    .slice(1)
    .map((way, at) => Math.abs(Math.atan2(Math.sin(way - ways[at]!), Math.cos(way - ways[at]!))));
  return turns.reduce((sum, turn) => sum + turn, 0) / turns.length;
};

describe("a line that is drawn", () => {
  test("loses the trembling of the hand, and stays where and when it was drawn", () => {
    const line = lineOf(drawn(4, 0.012))!;
    const shape = shapeOf(line);
    expect(bentOf(shape)).toBeLessThan(0.15);
    expect(bentOf(drawn(4, 0.012))).toBeGreaterThan(0.6);
    expect(secondsOf(line)).toBeCloseTo(4, 1);
    for (const { x, y, t } of shape) {
      const [trueX, trueY] = wave(t / 4);
      expect(Math.hypot(x - trueX, y - trueY)).toBeLessThan(0.02);
    }
  });

  test("begins and ends where the hand did", () => {
    const hand = drawn(3, 0);
    const shape = shapeOf(lineOf(hand)!);
    expect(shape[0]!.x).toBeCloseTo(hand[0]!.x, 6);
    expect(shape.at(-1)!.y).toBeCloseTo(hand.at(-1)!.y, 6);
  });

  test("waits where the hand waited", () => {
    const waits: LinePoint[] = [
      { x: 0, y: 0, t: 0 },
      { x: 0.5, y: 0, t: 1 },
      { x: 0.5, y: 0, t: 3 },
      { x: 1, y: 0, t: 4 },
    ];
    const shape = shapeOf(lineOf(waits)!);
    const there = shape.filter(({ t }) => t > 1.4 && t < 2.6);
    expect(there.length).toBeGreaterThan(10);
    for (const { x } of there) expect(x).toBeCloseTo(0.5, 3);
  });

  test("is none where a finger only slipped", () => {
    expect(lineOf([])).toBe(null);
    expect(lineOf([{ x: 0.5, y: 0.5, t: 1 }])).toBe(null);
    expect(lineOf(drawn(4, 0).slice(0, 12))).toBe(null);
    expect(lineOf(drawn(4, 0).map((point) => ({ ...point, x: 0.5, y: 0.5 })))).toBe(null);
  });

  test("goes through a handle that was moved, bends smoothly there, and stays elsewhere", () => {
    const line = lineOf(drawn(4, 0))!;
    const before = shapeOf(line);
    const bent = withHandle(line, 2, { x: 0.4, y: 0.9 });
    const after = shapeOf(bent);
    expect(handlesOf(bent)[2]).toEqual({ x: expect.closeTo(0.4), y: expect.closeTo(0.9) });
    expect(after.map(({ t }) => t)).toEqual(before.map(({ t }) => t));
    const [first, last] = [line.handles[1]!.at, line.handles[3]!.at];
    after.forEach((point, at) => {
      if (at <= first || at >= last) expect(point).toEqual(before[at]);
    });
    const steps = after.slice(1).map(({ x, y }, at) => Math.hypot(x - after[at]!.x, y - after[at]!.y));
    expect(Math.max(...steps)).toBeLessThan(0.08);
  });

  test("is danced slower when it is to last longer", () => {
    const line = lineOf(drawn(4, 0))!;
    const slow = lasting(line, 12);
    expect(secondsOf(slow)).toBeCloseTo(12, 6);
    expect(shapeOf(slow).map(({ x, y }) => [x, y])).toEqual(shapeOf(line).map(({ x, y }) => [x, y]));
  });

  test("by its corners alone goes through each at one speed", () => {
    const corners = [
      { x: 0.1, y: 0.1 },
      { x: 0.5, y: 0.1 },
      { x: 0.5, y: 0.4 },
    ];
    const line = lineThrough(corners)!;
    expect(handlesOf(line)).toEqual(
      corners.map(({ x, y }) => ({ x: expect.closeTo(x), y: expect.closeTo(y) })),
    );
    expect(secondsOf(line)).toBeCloseTo(0.7 / 0.08, 0);
    expect(lineThrough(corners.slice(0, 1))).toBe(null);
    expect(lineThrough([corners[0]!, corners[0]!])).toBe(null);
  });
});
