import { expect, test } from "vitest";
import { PoseIndex } from "../../../../main/motion/moments/pose-index.ts";
import { treeOf } from "../../../../main/motion/moments/pose-tree.ts";
import { gaussian, seededRandom } from "../../../../main/motion/random.ts";

const D = 5;
/** A random walk: neighbours in time are neighbours in space, as in a dance. */
function wandering(frames: number): Float32Array {
  const random = seededRandom(2);
  const points = new Float32Array(frames * D);
  for (let i = 0; i < points.length; i++) points[i] = (points[i - D] ?? 0) + 0.1 * gaussian(random);
  return points;
}

const FRAMES = 3000;
const points = wandering(FRAMES);
const usable = Uint8Array.from({ length: FRAMES }, (_, frame) => Number(frame % 7 !== 0));
const index = new PoseIndex(points, D, treeOf(points, D, usable));
const distanceTo = (query: Float32Array, frame: number) =>
  Math.sqrt(query.reduce((sum, value, i) => sum + (value - points[frame * D + i]!) ** 2, 0));
const queries = Array.from({ length: 50 }, (_, k) =>
  points.slice((k * 53 + 11) * D, (k * 53 + 12) * D).map((value) => value + 0.05),
);

test("finds what brute force finds, or something nearly as near, and says how far it is", () => {
  let asNear = 0;
  for (const query of queries) {
    const all = Array.from({ length: FRAMES }, (_, frame) => frame).filter((frame) => usable[frame] === 1);
    const nearest = Math.min(...all.map((frame) => distanceTo(query, frame)));
    const [found] = index.nearest(query, 4, Number.POSITIVE_INFINITY, 20);
    expect(found!.distance).toBeCloseTo(distanceTo(query, found!.frame), 5);
    expect(found!.distance).toBeLessThanOrEqual(2 * nearest + 1e-6);
    if (found!.distance <= nearest + 1e-6) asNear++;
  }
  expect(asNear).toBeGreaterThan(0.8 * queries.length);
});

test("what it finds is usable, apart, within the distance, and the nearest first", () => {
  for (const query of queries) {
    const found = index.nearest(query, 6, 0.8, 20);
    found.forEach(({ frame, distance }, at) => {
      expect(usable[frame]).toBe(1);
      expect(distance).toBeLessThan(0.8);
      expect(distance).toBeGreaterThanOrEqual(found[at - 1]?.distance ?? 0);
      for (const other of found.slice(0, at))
        expect(Math.abs(frame - other.frame)).toBeGreaterThanOrEqual(20);
    });
  }
});

test("what is excluded is not found, and where nothing is near enough there is nothing", () => {
  const [query] = queries;
  const [first] = index.nearest(query!, 1, Number.POSITIVE_INFINITY, 1);
  const [second] = index.nearest(query!, 1, Number.POSITIVE_INFINITY, 1, (frame) => frame === first!.frame);
  expect(second!.frame).not.toBe(first!.frame);
  expect(
    index.nearest(
      query!.map((value) => value + 100),
      3,
      1,
      1,
    ),
  ).toEqual([]);
});
