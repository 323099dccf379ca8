import { expect, test } from "vitest";
import { PlaceGrid } from "../../../../main/motion/map-line/place-grid.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

/** Places as a map has them: many in one spot, few elsewhere. */
function unevenPlaces(count: number): Float32Array {
  const random = seededRandom(3);
  return Float32Array.from({ length: 2 * count }, (_, index) =>
    index < count ? 0.3 + 0.02 * random() : random() * (index % 2 === 0 ? 1 : 0.6),
  );
}

test("the nearest place is the one that a look at all of them finds, beside the map too", () => {
  const places = unevenPlaces(2000);
  const grid = new PlaceGrid(places);
  const random = seededRandom(4);
  for (let query = 0; query < 200; query++) {
    const [x, y] = [3 * random() - 1, 3 * random() - 1];
    let nearest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < places.length; at += 2)
      nearest = Math.min(nearest, Math.hypot(places[at]! - x, places[at + 1]! - y));
    expect(grid.nearest(x, y)).toBeCloseTo(nearest, 6);
  }
});

test("around a point as many places are visited as asked for, each once, and all of them where there are no more", () => {
  const grid = new PlaceGrid(unevenPlaces(2000));
  for (const [x, y] of [
    [0.31, 0.31],
    [0.9, 0.5],
    [-1, 2],
  ] as const)
    for (const least of [1, 100, 5000]) {
      const visited: number[] = [];
      grid.around(x, y, least, (moment) => visited.push(moment));
      expect(new Set(visited).size).toBe(visited.length);
      expect(visited.length).toBeGreaterThanOrEqual(Math.min(least, 2000));
    }
});

test("a map of one place has it", () => {
  const grid = new PlaceGrid(new Float32Array([0.5, 0.5]));
  expect(grid.nearest(0.5, 0.25)).toBeCloseTo(0.25, 6);
});
