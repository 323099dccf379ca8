import { expect, test } from "vitest";
import {
  describeAppearance,
  keypointSimilarity,
} from "../../../../main/engine/pose/appearance-descriptor.ts";
import { ASPECT, glimpse, WALKER } from "../../../support/walkers.ts";

const seen = (x: number, metre: number, t = 0) => glimpse({ ...WALKER, x: () => x, metre }, t);
const flat = (x: number, metre: number) => ({ ...seen(x, metre), body: null });

test("a body is where its hips are, and as large as a metre of it is drawn", () => {
  expect(describeAppearance(seen(0.5, 0.4), ASPECT)).toMatchObject({
    x: expect.closeTo(ASPECT / 2 + 0.5 * 0.4, 9),
    y: expect.closeTo(0.55, 9),
    scale: expect.closeTo(0.4, 9),
  });
});

test("without a third dimension its place and size are about the same", () => {
  const { x, y, scale } = describeAppearance(flat(0.5, 0.4), ASPECT)!;
  expect(Math.abs(x - (ASPECT / 2 + 0.2))).toBeLessThan(0.02);
  expect(Math.abs(y - 0.55)).toBeLessThan(0.05);
  expect(scale / 0.4).toBeGreaterThan(0.8);
  expect(scale / 0.4).toBeLessThan(1.2);
  expect(describeAppearance(flat(0.5, 0.8), ASPECT)!.scale).toBeCloseTo(2 * scale, 9);
});

test("where a body is and how large does not change its pose", () => {
  const [near, far] = [
    describeAppearance(seen(-0.5, 0.5), ASPECT)!,
    describeAppearance(seen(1, 0.2), ASPECT)!,
  ];
  expect(keypointSimilarity(near, far, 0.1)).toBeCloseTo(1, 9);
});

test("the more the arms differ, the less alike the poses are", () => {
  const at = (t: number) => describeAppearance(seen(0, 0.4, t), ASPECT)!;
  const [little, much] = [keypointSimilarity(at(0), at(0.05), 0.1), keypointSimilarity(at(0), at(0.3), 0.1)];
  expect(little).toBeLessThan(1);
  expect(much).toBeLessThan(little);
  // Of 19 joints only six are on the arms.
  expect(much).toBeGreaterThan(12 / 19);
});

test("joints that one of them lacks are not compared; without any in common nothing is alike", () => {
  const image = (known: (joint: number) => boolean) => ({
    body: null,
    image: seen(0, 0.4).image.map((point, joint) => (known(joint) ? point : null)),
  });
  const [upper, lower] = [image((joint) => joint < 11), image((joint) => joint >= 11)];
  expect(
    keypointSimilarity(describeAppearance(upper, ASPECT)!, describeAppearance(upper, ASPECT)!, 0.1),
  ).toBe(1);
  expect(
    keypointSimilarity(describeAppearance(upper, ASPECT)!, describeAppearance(lower, ASPECT)!, 0.1),
  ).toBe(0);
});

test("one joint has no size, and no joint no place", () => {
  const one = { body: null, image: seen(0, 0.4).image.map((point, joint) => (joint === 3 ? point : null)) };
  expect(describeAppearance(one, ASPECT)).toBeNull();
});
