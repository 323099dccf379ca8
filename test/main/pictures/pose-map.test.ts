import { expect, test } from "vitest";
import { seededRandom } from "../../../main/motion/random.ts";
import { landmarks } from "../../../main/pictures/landmarks.ts";
import { png } from "../../../main/pictures/png.ts";
import { drawMap } from "../../../main/pictures/pose-map.ts";
import { classesOf } from "../../../shared/map-colouring.ts";
import { sineDance } from "../../support/dances.ts";

const [pose] = sineDance({ seconds: 1 });

/** Points at random, of two large classes and eight small ones. */
function drawn(points: number, side = 1): string {
  const random = seededRandom(1);
  const tracks = Array.from({ length: 10 }, (_, at) => ({
    dancer: "",
    style: at < 2 ? `large ${at}` : `small ${at}`,
    source: "",
    count: at < 2 ? 0.4 * points : 0.025 * points,
  }));
  const { classes, ofTrack } = classesOf(tracks, "style");
  const places = Float32Array.from(
    { length: 2 * points },
    (_, i) => side * (i % 2 === 0 ? random() : 0.7 * random()),
  );
  const trackOf = (point: number) => {
    const at = point / points;
    return at < 0.8 ? Math.floor(at / 0.4) : Math.min(9, 2 + Math.floor((at - 0.8) / 0.025));
  };
  return drawMap({
    ...{ title: "a & b", places, classes, classOf: (point) => ofTrack[trackOf(point)]!, poseOf: () => pose! },
  });
}

test("a picture of a map names its classes, and those that have no colour together", () => {
  const svg = drawn(2000);
  expect(svg).toContain("a &amp; b");
  expect(svg).toContain(">large 0 <tspan");
  expect(svg).toContain(">2 others <tspan");
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.match(/<ellipse/g)!.length).toBeGreaterThan(10);
  expect(png(svg).length).toBeGreaterThan(10_000);
});

test("a picture grows with the area, not with the points", () => {
  expect(drawn(200_000, 0.3).length).toBeLessThan(1.3 * drawn(100_000, 0.3).length);
});

test("landmarks are apart from each other and from what is taken, and reach into the corners", () => {
  const random = seededRandom(2);
  const points = Array.from({ length: 3000 }, () => ({ x: 1000 * random(), y: 800 * random() }));
  const taken = [{ x: 500, y: 400 }];
  const found = landmarks(points, taken).map((index) => points[index]!);
  expect(found.length).toBeGreaterThan(20);
  for (const [index, a] of found.entries())
    for (const b of [...found.slice(0, index), ...taken])
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(59);
  for (const corner of [
    { x: 0, y: 0 },
    { x: 1000, y: 800 },
  ])
    expect(Math.min(...found.map((a) => Math.hypot(a.x - corner.x, a.y - corner.y)))).toBeLessThan(120);
});
