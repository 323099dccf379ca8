import { expect, test } from "vitest";
import { Pyramid } from "../../../../../main/engine/pose/blazepose/pyramid.ts";
import { sample, type View } from "../../../../../main/engine/pose/blazepose/sampler.ts";

const GREY: View = { side: 256, black: 0, white: 255, beyond: "edge" };

test("a pyramid shows a fine pattern as grey where it is made smaller, not as a coarse one", () => {
  const size = 512;
  const data = new Uint8Array(size * size * 1.5).fill(128);
  for (let i = 0; i < size * size; i++) data[i] = (i + Math.floor(i / size)) % 2 === 0 ? 16 : 235;
  const pyramid = new Pyramid();
  pyramid.show({ width: size, height: size, data });
  const out = new Float32Array(256 * 256 * 3);
  sample(pyramid.levelFor(size, 256), { x: 256, y: 256, size, turn: 0 }, GREY, out);
  const grey = ((126 - 16) * 255) / 219;
  expect(out.every((value) => Math.abs(value - grey) < 0.01)).toBe(true);
});

test("a pyramid takes the level whose pixels are just not larger than asked for", () => {
  const pyramid = new Pyramid();
  pyramid.show({ width: 1280, height: 720, data: new Uint8Array(1280 * 720 * 1.5) });
  expect(pyramid.levelFor(1280, 224).scale).toBe(4);
  expect(pyramid.levelFor(511, 256).scale).toBe(1);
  expect(pyramid.levelFor(512, 256).scale).toBe(2);
  expect(pyramid.levelFor(100, 256).scale).toBe(1);
});

test("a pyramid shows the new picture after the old one, at every level", () => {
  const pyramid = new Pyramid();
  const grey = (luma: number) => ({
    width: 900,
    height: 901,
    data: new Uint8Array(900 * 901 + 2 * 450 * 451).fill(luma),
  });
  pyramid.show(grey(10));
  expect(pyramid.levelFor(900, 225).data[7]).toBe(10);
  pyramid.show(grey(90));
  const small = pyramid.levelFor(900, 225);
  expect(small.scale).toBe(4);
  expect(new Set(small.data)).toEqual(new Set([90]));
});
