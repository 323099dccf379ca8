import { expect, test } from "vitest";
import { shareBelow, slideIn, stretchIn } from "../../../../../main/learn/evaluate/metrics/body.ts";
import { type Clip, clipOf } from "../../../../../main/motion/clip.ts";
import { deepest } from "../../../../../main/motion/foot-sliding.ts";
import { STANDING } from "../../../../support/bodies.ts";

/** Stands for so many frames; the lowest joint, a toe, is 0.88 below the hips. */
const standing = (frames: number, root: (frame: number) => { x: number; y: number; z: number }): Clip =>
  clipOf(Array.from({ length: frames }, (_, frame) => ({ body: STANDING, root: root(frame) })));
const phrase = standing(60, () => ({ x: 0, y: 0.88, z: 0 }));

test("bones of their usual length are off by nothing, those of a body a tenth larger by a tenth", () => {
  expect(stretchIn(phrase, phrase)).toEqual({ mean: 0, most: 0 });
  const larger: Clip = { frames: 60, values: phrase.values.map((value) => 1.1 * value) };
  expect(stretchIn(larger, phrase).mean).toBeCloseTo(0.1, 6);
  expect(stretchIn(larger, phrase).most).toBeCloseTo(0.1, 6);
});

test("planted feet that are pulled along the floor at 0.3 m/s slide at 0.3 m/s, lifted ones do not slide", () => {
  const along = (height: number) => standing(60, (frame) => ({ x: 0.01 * frame, y: 0.88 + height, z: 0 }));
  expect(slideIn(phrase, phrase, 30)).toBe(0);
  expect(slideIn(along(0), phrase, 30)).toBeCloseTo(0.3, 4);
  // Half of the height at which a toe is lifted: 2 - sqrt 2.
  expect(slideIn(along(0.025), phrase, 30)).toBeCloseTo(0.3 * (2 - Math.SQRT2), 4);
  expect(slideIn(along(0.06), phrase, 30)).toBe(0);
});

test("a body that sinks is as deep below the floor as its lowest joint", () => {
  const sinking = standing(10, (frame) => ({ x: 0, y: 0.88 - 0.01 * frame, z: 0 }));
  expect(deepest(sinking)).toBeCloseTo(0.09, 6);
  // 4 to 9 cm of 0 to 9.
  expect(shareBelow(standing(10, (frame) => ({ x: 0, y: 0.8801 - 0.01 * frame, z: 0 })))).toBeCloseTo(
    0.6,
    12,
  );
  expect(deepest(phrase)).toBeCloseTo(0, 6);
});
