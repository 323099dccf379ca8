import { expect, test } from "vitest";
import { gatherIslands } from "../../../../main/archive/map/islands.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

const random = seededRandom(1);

/** Points at random in a square. */
const square = (count: number, x: number, y: number, side: number): number[] =>
  Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? x : y) + side * random());

const nearest = (places: Float32Array, from: readonly [number, number], to: readonly [number, number]) => {
  let least = Number.POSITIVE_INFINITY;
  for (let a = from[0]; a < from[1]; a++)
    for (let b = to[0]; b < to[1]; b++)
      least = Math.min(
        least,
        Math.hypot(places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!),
      );
  return least;
};

test("islands come up to the mainland as they are, near but apart, and what hangs together stays", () => {
  const places = Float32Array.from([
    ...square(2000, 0, 0, 10),
    ...square(100, 40, 4, 1),
    ...square(100, 50, 4, 1),
    ...square(1, -30, -30, 0),
  ]);
  const before = places.slice();
  gatherIslands(places);
  expect(places.subarray(0, 4000)).toEqual(before.subarray(0, 4000));
  for (const [from, to] of [
    [2000, 2100],
    [2100, 2200],
    [2200, 2201],
  ] as const) {
    const gap = nearest(places, [from, to], [0, from]);
    expect(gap).toBeGreaterThan(0.2);
    expect(gap).toBeLessThan(3);
    const moved = places[2 * from]! - before[2 * from]!;
    for (let point = from; point < to; point++)
      expect(places[2 * point]! - before[2 * point]!).toBeCloseTo(moved, 4);
  }
});
