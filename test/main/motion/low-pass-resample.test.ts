import { expect, test } from "vitest";
import { lowPassResample } from "../../../main/motion/low-pass-resample.ts";

const wave = (hertz: number, fps: number, seconds: number) =>
  Float64Array.from({ length: fps * seconds }, (_, f) => Math.sin((2 * Math.PI * hertz * f) / fps));

/** Largest value away from the ends, where the kernel is cut off. */
const height = (track: Float64Array) => Math.max(...track.slice(15, -15).map(Math.abs));

test.each([
  [120, 60, 30, 60],
  [121, 60, 30, 61],
  [480, 120, 30, 120],
  [100, 25, 30, 119],
  [1, 60, 30, 1],
])("%i frames at %i a second are, at %i, %i", (frames, from, to, expected) => {
  expect(lowPassResample(new Float64Array(frames), 1, from, to)).toHaveLength(expected);
});

test.each([60, 120, 100, 59.94, 25])(
  "a dance of 3 Hz at %d frames a second keeps its shape and its time",
  (fps) => {
    const track = lowPassResample(wave(3, Math.round(fps), 4), 1, Math.round(fps), 30);
    for (let f = 15; f < track.length - 15; f++) {
      expect(track[f]).toBeCloseTo(Math.sin((2 * Math.PI * 3 * f) / 30), 1);
    }
  },
);

test("a tremble that 30 frames a second cannot hold is taken out, not folded down", () => {
  expect(height(lowPassResample(wave(25, 120, 4), 1, 120, 30))).toBeLessThan(0.02);
  expect(height(lowPassResample(wave(19, 60, 4), 1, 60, 30))).toBeLessThan(0.05);
});

test("stillness stays exactly still, in every column by itself", () => {
  const track = Float64Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 1.7 : -0.3));
  const out = lowPassResample(track, 2, 60, 30);
  out.forEach((value, i) => {
    expect(value).toBeCloseTo(i % 2 === 0 ? 1.7 : -0.3, 12);
  });
});
