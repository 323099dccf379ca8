import { expect, test } from "vitest";
import { layOutMoments } from "../../../../main/archive/map/lay-out-moments.ts";
import { placingOn } from "../../../../main/archive/map/placing.ts";
import { twoStyles } from "../../../support/moments.ts";

const moments = await twoStyles(5, 200 / 30);
const count = moments.trackOf.length;
const OPTIONS = { ...moments, seed: 1, fitted: 700 };
const phases = new Set<string>();
const map = layOutMoments(OPTIONS, ({ phase, done, total }) => {
  phases.add(phase);
  expect(done).toBeLessThanOrEqual(total ?? 0);
});
const placeOf = (moment: number) => [map.places[2 * moment]!, map.places[2 * moment + 1]!] as const;
const apart = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot(a[0] - b[0], a[1] - b[1]);

test("every moment has its place, from 0 to 1, and neighbours can be trusted", () => {
  expect(count).toBe(2000);
  expect(map.places).toHaveLength(2 * count);
  expect(map.fitted).toHaveLength(700);
  const [low, high] = [Math.min(...map.places), Math.max(...map.places)];
  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeCloseTo(1, 5);
  expect(map.made).toMatchObject({ fitted: 700, seed: 1 });
  expect(map.made.trustworthiness).toBeGreaterThan(0.9);
  expect([...phases]).toEqual(["choosing rare poses", "laying out", "placing", "judging"]);
});

test("a moment lies beside the next one, and those that hold the arm otherwise lie elsewhere", () => {
  const next: number[] = [];
  let strangers = 0;
  for (let moment = 0; moment + 1 < count; moment++) {
    if (moments.trackOf[moment] === moments.trackOf[moment + 1])
      next.push(apart(placeOf(moment), placeOf(moment + 1)));
    let nearest = moment === 0 ? 1 : 0;
    for (let other = 0; other < count; other++)
      if (
        other !== moment &&
        apart(placeOf(moment), placeOf(other)) < apart(placeOf(moment), placeOf(nearest))
      )
        nearest = other;
    // Styles take turns.
    if ((moments.trackOf[moment]! + moments.trackOf[nearest]!) % 2 === 1) strangers++;
  }
  expect(next.sort((a, b) => a - b)[next.length >> 1]).toBeLessThan(0.05);
  expect(strangers).toBeLessThan(count / 100);
});

test("the same seed makes the same map, another one another", () => {
  expect(layOutMoments(OPTIONS, () => {})).toEqual(map);
  expect(layOutMoments({ ...OPTIONS, seed: 2 }, () => {}).places).not.toEqual(map.places);
});

test("a pose that comes later is put where the map has it", () => {
  const place = placingOn({ ...map, fingerprint: "" }, moments);
  const fitted = new Set(map.fitted);
  let off = 0;
  for (let moment = 0; moment < count; moment++) {
    const [x, y] = place(moments.points.slice(24 * moment, 24 * (moment + 1)));
    const wrong = apart([x, y], placeOf(moment));
    if (fitted.has(moment)) off += wrong / map.fitted.length;
    else expect(wrong).toBeLessThan(1e-6);
  }
  expect(off).toBeLessThan(0.02);
});

test("too few moments are refused in one line", async () => {
  const few = await twoStyles(1, 1);
  expect(() => layOutMoments({ ...few, seed: 1 }, () => {})).toThrow(
    "60 moments in its takes, expected at least 120 for a map",
  );
});
