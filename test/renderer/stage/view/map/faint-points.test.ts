import { expect, test } from "vitest";
import { drawFaintPoints, RIM } from "../../../../../renderer/stage/view/map/faint-points.ts";

const drawn = (...places: number[]) => drawFaintPoints(Float32Array.from(places));

/** Where the middle of a point's pixel is, as the layer places the picture. */
function lightAt({ width, height, pixels, scale }: ReturnType<typeof drawFaintPoints>, x: number, y: number) {
  const column = Math.floor(RIM + x * scale);
  const row = height - 1 - Math.floor(RIM + y * scale);
  return pixels[row * width + column]!;
}

test("a point is where its place is, y up, and soft around", () => {
  const picture = drawn(0, 0, 1, 0.5, 0.25, 0.5);
  expect(picture.width % 4).toBe(0);
  expect(picture.width).toBeGreaterThan(1.9 * picture.height);
  expect(picture.spans).toEqual({ x: 1, y: 0.5 });
  for (const [x, y] of [
    [0, 0],
    [1, 0.5],
    [0.25, 0.5],
  ] as const)
    expect(lightAt(picture, x, y)).toBeGreaterThan(90);
  expect(lightAt(picture, 0.25 + 1 / picture.scale, 0.5)).toBeGreaterThan(30);
  expect(lightAt(picture, 0.25, 0)).toBe(0);
  expect(picture.pixels.filter((light) => light > 0)).toHaveLength(27);
});

test("points that lie on each other are brighter than one, and never more than light", () => {
  const one = lightAt(drawn(0.5, 0.5), 0.5, 0.5);
  const few = lightAt(drawn(0.5, 0.5, 0.5, 0.5, 0.5, 0.5), 0.5, 0.5);
  const many = lightAt(drawn(...Array.from({ length: 2000 }, () => 0.5)), 0.5, 0.5);
  expect(few).toBeGreaterThan(one + 50);
  expect(many).toBe(255);
});

test("what no map holds is left out, and a map of nothing is a picture of nothing", () => {
  const picture = drawn(-1, 0.5, 0.5, -1, 3, 0.2, 0.1, 7, 1, 1);
  expect(picture.pixels.filter((light) => light > 0)).toHaveLength(9);
  expect(drawn().pixels.every((light) => light === 0)).toBe(true);
});
