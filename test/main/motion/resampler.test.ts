import { expect, test } from "vitest";
import { lastPhrase, Resampler } from "../../../main/motion/resampler.ts";
import { STANDING } from "../../support/bodies.ts";

const at = (x: number) => ({ body: STANDING, root: { x, y: 0.88, z: 0 } });

test("poses at uneven times become frames on an even grid, on the line between them", () => {
  const resampler = new Resampler(30);
  expect(resampler.push(5, at(0)).frames.map(({ t }) => t)).toEqual([5]);
  const { frames } = resampler.push(5.1, at(3));
  expect(frames.map(({ t }) => t - 5)).toEqual([1, 2, 3].map((n) => expect.closeTo(n / 30, 6)));
  expect(frames.map(({ frame }) => frame.root.x)).toEqual([1, 2, 3].map((x) => expect.closeTo(x, 6)));
});

test("ten hours of frames stay on the grid", () => {
  const resampler = new Resampler(30);
  resampler.push(0, at(0));
  let last = 0;
  let made = 1;
  for (let n = 1; n <= 30 * 3600 * 10; n++) {
    const { frames } = resampler.push(n / 30, at(0));
    made += frames.length;
    last = frames.at(-1)?.t ?? last;
  }
  expect(made).toBe(30 * 3600 * 10 + 1);
  expect(last).toBeCloseTo(36000, 6);
});

test("a pose that comes twice or a little too early adds nothing", () => {
  const resampler = new Resampler(30);
  resampler.push(1, at(0));
  expect(resampler.push(1, at(9))).toEqual({ frames: [], broken: false });
  expect(resampler.push(0.98, at(9))).toEqual({ frames: [], broken: false });
});

test("a hole is not bridged, and a source that starts over starts a new grid", () => {
  const resampler = new Resampler(30);
  resampler.push(1, at(0));
  expect(resampler.push(2, at(1))).toEqual({ frames: [{ t: 2, frame: at(1) }], broken: true });
  expect(resampler.push(0, at(2))).toEqual({ frames: [{ t: 0, frame: at(2) }], broken: true });
});

test("of a recording the last phrase is taken, on a grid that ends with it", () => {
  const recording = [0, 1, 1.3, 1.55, 1.5, 1.95].map((t) => ({ t, frame: at(t) }));
  const phrase = lastPhrase(recording, 10, 10);
  expect(phrase.map(({ root }) => root.x)).toEqual(
    [1.05, 1.15, 1.25, 1.35, 1.45, 1.55, 1.65, 1.75, 1.85, 1.95].map((x) => expect.closeTo(x, 6)),
  );
  expect(lastPhrase(recording, 10, 0.3).map(({ root }) => root.x)).toEqual(
    [1.65, 1.75, 1.85, 1.95].map((x) => expect.closeTo(x, 6)),
  );
  expect(lastPhrase([], 10, 10)).toEqual([]);
});
