import { expect, test } from "vitest";
import { sparc } from "../../../../main/coaching/assess/sparc.ts";

const at100 = (from: number, to: number, speed: (t: number) => number) =>
  Array.from({ length: Math.round((to - from) * 100) }, (_, n) => speed(from + n / 100));

/** From rest to rest with the least jerk (Flash and Hogan 1985). */
const minimumJerk = (t: number): number => (t <= 0 || t >= 1 ? 0 : 30 * t ** 2 * (1 - t) ** 2);

test("a Gaussian movement has the value that its authors published", () => {
  expect(
    sparc(
      at100(-1, 1, (t) => Math.exp(-5 * t * t)),
      100,
    ),
  ).toBeCloseTo(-1.41403, 5);
});

test("one movement with the least jerk has about -1.4, whatever its size, its length and the frames a second", () => {
  const once = sparc(at100(0, 1, minimumJerk), 100);
  expect(once).toBeGreaterThan(-1.45);
  expect(once).toBeLessThan(-1.38);
  expect(
    sparc(
      at100(0, 1, (t) => 7 * minimumJerk(t)),
      100,
    ),
  ).toBeCloseTo(once, 9);
  expect(
    sparc(
      at100(0, 2, (t) => minimumJerk(t / 2)),
      100,
    ),
  ).toBeCloseTo(once, 1);
  expect(
    sparc(
      at100(0, 1, minimumJerk).filter((_, n) => n % 3 === 0),
      100 / 3,
    ),
  ).toBeCloseTo(once, 1);
});

test("the more often it stops and starts, the lower it is", () => {
  const values = [1, 2, 4].map((times) =>
    sparc(
      at100(0, 1, (t) => minimumJerk((t * times) % 1)),
      100,
    ),
  );
  expect(values[1]).toBeLessThan(values[0]! - 0.3);
  expect(values[2]).toBeLessThan(values[1]! - 0.3);
});

test("nobody's movement has no fluency", () => {
  expect(sparc(new Float64Array(50), 30)).toBeNaN();
});
