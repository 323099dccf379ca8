import { expect, test } from "vitest";
import { TRAIL_SECONDS, Trails } from "../../../renderer/kit/map-trail.ts";

/** Asked at a screen's rate. */
function wander(trails: Trails, from: number, seconds: number, x: number | null, rate = 60): number {
  const steps = Math.round(seconds * rate);
  for (let step = 1; step <= steps; step++)
    trails.add(x === null ? [] : [{ id: 7, x, y: 0.5 }], from + step / rate);
  return from + steps / rate;
}

test("a dancer begins where she is, and glides to where she is said to be next without a jump", () => {
  const trails = new Trails();
  let now = wander(trails, 0, 0.1, 0.2);
  expect(trails.trails[0]!.places.at(-1)).toMatchObject({ x: 0.2, y: 0.5 });
  const before = trails.trails[0]!.places.at(-1)!;
  now = wander(trails, now, 1 / 60, 0.8);
  expect(trails.trails[0]!.places.at(-1)!.x).toBeGreaterThan(before.x);
  expect(trails.trails[0]!.places.at(-1)!.x).toBeLessThan(before.x + 0.1);
  wander(trails, now, 2, 0.8);
  expect(trails.trails[0]!.places.at(-1)!.x).toBeCloseTo(0.8, 3);
  const ways = trails.trails[0]!.places.map(({ x }) => x);
  expect(ways).toEqual(ways.toSorted((a, b) => a - b));
});

test("keeps the last seconds, at most thirty places a second on the fastest screen", () => {
  for (const rate of [10, 60, 240]) {
    const trails = new Trails();
    const now = wander(trails, 0, 3 * TRAIL_SECONDS, 0.4, rate);
    const [trail] = trails.trails;
    expect(now - trail!.places[0]!.t).toBeLessThanOrEqual(TRAIL_SECONDS);
    expect(now - trail!.places[0]!.t).toBeGreaterThan(0.9 * TRAIL_SECONDS);
    expect(trail!.places.at(-1)!.t).toBe(now);
    expect(trail!.places.length).toBeLessThanOrEqual(30 * TRAIL_SECONDS + 2);
    expect(trail!.places.length).toBeGreaterThan(0.9 * Math.min(rate, 20) * TRAIL_SECONDS);
  }
});

test("who has gone leaves her trail to fade, and then nothing", () => {
  const trails = new Trails();
  const gone = wander(trails, 0, 1, 0.4);
  const { length } = trails.trails[0]!.places;
  const later = wander(trails, gone, TRAIL_SECONDS - 0.5, null);
  expect(trails.trails[0]!.places.length).toBeLessThan(length);
  expect(trails.trails[0]!.places.at(-1)!.t).toBe(gone);
  wander(trails, later, 1, null);
  expect(trails.trails).toEqual([]);
});
