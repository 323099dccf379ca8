import { describe, expect, test } from "vitest";
import { Pyramid } from "../../../../../main/engine/pose/blazepose/pyramid.ts";
import type { Region } from "../../../../../main/engine/pose/blazepose/region.ts";
import { sample, type View } from "../../../../../main/engine/pose/blazepose/sampler.ts";
import type { ImageFrame } from "../../../../../shared/pose.ts";

const WIDTH = 101;
const HEIGHT = 75;

/** A picture whose luma and chroma are functions of place; odd sides, so that chroma is rounded up. */
function picture(luma: (x: number, y: number) => number, u = 128, v = 128): ImageFrame {
  const chroma = Math.ceil(WIDTH / 2) * Math.ceil(HEIGHT / 2);
  const data = new Uint8Array(WIDTH * HEIGHT + 2 * chroma);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) data[y * WIDTH + x] = luma(x, y);
  data.fill(u, WIDTH * HEIGHT, WIDTH * HEIGHT + chroma).fill(v, WIDTH * HEIGHT + chroma);
  return { tag: "image", t: 0, width: WIDTH, height: HEIGHT, data };
}

function look(frame: ImageFrame, region: Region, view: View): Float32Array {
  const pyramid = new Pyramid();
  pyramid.show(frame);
  const out = new Float32Array(view.side * view.side * 3);
  sample(pyramid.bottom, region, view, out);
  return out;
}

const MIDDLE: Region = { x: 50, y: 40, size: 16, turn: 0 };
const GREY: View = { side: 16, black: 0, white: 255, beyond: "edge" };
/** Studio-range luma as 0..255. */
const full = (luma: number) => ((luma - 16) * 255) / 219;

describe("what is cut out of a picture", () => {
  test("is the picture itself where one pixel is shown as one pixel", () => {
    const luma = (x: number, y: number) => 16 + ((x * 7 + y * 13) % 200);
    const seen = look(picture(luma), MIDDLE, GREY);
    for (let row = 0; row < 16; row++) {
      for (let column = 0; column < 16; column++) {
        expect(seen[(row * 16 + column) * 3]).toBeCloseTo(full(luma(42 + column, 32 + row)), 3);
      }
    }
  });

  test("stands upright when the region is turned with the body", () => {
    // Brighter to the right; looked at with the head to the right, it is brighter at the top.
    const seen = look(
      picture((x) => 16 + 2 * x),
      { ...MIDDLE, turn: Math.PI / 2 },
      GREY,
    );
    const rows = Array.from({ length: 16 }, (_, row) => seen[row * 16 * 3]!);
    expect(rows).toEqual(rows.toSorted((a, b) => b - a));
    expect(rows[0]! - rows[15]!).toBeCloseTo((15 * 2 * 255) / 219, 2);
  });

  test("lies between neighbouring pixels where it is enlarged", () => {
    const seen = look(
      picture((x) => 16 + 2 * x),
      { ...MIDDLE, size: 4 },
      GREY,
    );
    const row = Array.from({ length: 16 }, (_, column) => seen[column * 3]!);
    for (let column = 1; column < 16; column++) {
      expect(row[column]! - row[column - 1]!).toBeCloseTo((0.25 * 2 * 255) / 219, 2);
    }
  });

  test.each([
    ["red", 81, 90, 240, [254, 0, 0]],
    ["green", 145, 54, 34, [0, 255, 1]],
    ["blue", 41, 240, 110, [0, 0, 255]],
    ["white", 235, 128, 128, [255, 255, 255]],
    ["brighter than white", 255, 128, 128, [255, 255, 255]],
  ] as const)("is %s where the planes say so", (_, y, u, v, colour) => {
    const seen = look(
      picture(() => y, u, v),
      MIDDLE,
      GREY,
    );
    [...seen.slice(0, 3)].forEach((part, k) => {
      expect(Math.abs(part - colour[k]!)).toBeLessThan(1.5);
    });
  });

  test("goes from what stands for black to what stands for white", () => {
    const view: View = { side: 4, black: -1, white: 1, beyond: "edge" };
    expect(
      look(
        picture(() => 16),
        MIDDLE,
        view,
      )[0],
    ).toBeCloseTo(-1, 5);
    expect(
      look(
        picture(() => 235),
        MIDDLE,
        view,
      )[0],
    ).toBeCloseTo(1, 5);
  });

  test("is drawn on from the edge, or black, beyond the picture", () => {
    const bright = picture(() => 235);
    const corner: Region = { x: 0, y: 0, size: 16, turn: 0 };
    expect(look(bright, corner, GREY)[0]).toBeCloseTo(255, 3);
    const black = look(bright, corner, { ...GREY, beyond: "black" });
    expect(black[0]).toBe(0);
    expect(black[(15 * 16 + 15) * 3]).toBeCloseTo(255, 3);
  });
});
