import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../main/motion/random.ts";
import { PointGrid } from "../../../../renderer/desk/map/point-grid.ts";

const random = seededRandom(5);
/** Clusters and a few strays, as a map has them. */
const places = Float32Array.from({ length: 2 * 3000 }, (_, at) => {
  const cluster = Math.floor(at / 600);
  return at % 37 === 0 ? random() : 0.1 * cluster + 0.05 * random() * random();
});
const count = places.length / 2;
const grid = new PointGrid(places);
const pointAt = (point: number) => ({ x: places[2 * point]!, y: places[2 * point + 1]! });

function nearestOfAll(x: number, y: number, within: number): number | null {
  let [best, distance]: [number | null, number] = [null, within];
  for (let point = 0; point < count; point++) {
    const d = Math.hypot(pointAt(point).x - x, pointAt(point).y - y);
    if (d < distance) [best, distance] = [point, d];
  }
  return best;
}

describe("the points by where they are", () => {
  test("the nearest is the one that looking at all of them finds, also outside the map", () => {
    for (let n = 0; n < 500; n++) {
      const [x, y, within] = [2 * random() - 0.5, 2 * random() - 0.5, random() ** 3];
      const found = grid.nearest({ x, y }, within);
      const expected = nearestOfAll(x, y, within);
      const far = (point: number | null) =>
        point !== null && Math.hypot(pointAt(point).x - x, pointAt(point).y - y);
      expect(far(found)).toBe(far(expected));
    }
  });

  test("those within a polygon are those that an even-odd rule puts there", () => {
    for (let n = 0; n < 40; n++) {
      const corners = Array.from({ length: 3 + (n % 9) }, () => ({ x: random(), y: random() }));
      const expected = Array.from({ length: count }, (_, point) => point).filter((point) => {
        const { x, y } = pointAt(point);
        const crossed = corners.filter((a, index) => {
          const b = corners[(index + 1) % corners.length]!;
          return a.y > y !== b.y > y && x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y);
        });
        return crossed.length % 2 === 1;
      });
      expect([...grid.inside(corners)].sort((a, b) => a - b)).toEqual(expected);
    }
  });

  test("nothing is within a stroke of two corners, and a map of one point has that point", () => {
    expect(
      grid.inside([
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ]),
    ).toHaveLength(0);
    const one = new PointGrid(Float32Array.of(0.3, 0.4));
    expect(one.nearest({ x: 0.31, y: 0.4 }, 0.1)).toBe(0);
    expect(one.nearest({ x: 0.5, y: 0.4 }, 0.1)).toBe(null);
    expect(new PointGrid(new Float32Array()).nearest({ x: 0, y: 0 }, 1)).toBe(null);
  });
});
