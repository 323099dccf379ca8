import { expect, test } from "vitest";
import { colourUnseen, cutOut, layOver } from "../../../../renderer/stage/film/cut-out.ts";
import type { FilmColour } from "../../../../shared/film.ts";

const DARK: FilmColour = [0, 0, 0];
const PAPER: FilmColour = [232, 226, 212];

const picture = (...colours: readonly (readonly number[])[]) =>
  Uint8Array.from(
    colours.flatMap(([red = 0, green = 0, blue = 0, alpha = 255]) => [red, green, blue, alpha]),
  );

test("light on the dark is as opaque as it is bright, and keeps its hue", () => {
  const pixels = picture([0, 0, 0], [255, 128, 0], [51, 102, 25]);
  cutOut(pixels, DARK);
  expect([...pixels]).toEqual([0, 0, 0, 0, 255, 128, 0, 255, 128, 255, 63, 102]);
});

test("ink on paper is as opaque as it is dark; the paper is not there", () => {
  const pixels = picture(PAPER, [0, 0, 0], [116, 113, 106]);
  cutOut(pixels, PAPER);
  expect(pixels[3]).toBe(0);
  expect([...pixels.subarray(4, 8)]).toEqual([0, 0, 0, 255]);
  expect(pixels[11]).toBe(128);
  expect(Math.max(...pixels.subarray(8, 11))).toBeLessThan(3);
});

test("the dithering of an even ground is no paint", () => {
  const pixels = picture([231, 227, 212], [233, 226, 211]);
  cutOut(pixels, PAPER);
  expect([pixels[3], pixels[7]]).toEqual([0, 0]);
});

test.each([DARK, PAPER])(
  "whatever was drawn comes back over the ground %o that it was drawn on",
  (...ground) => {
    const colours = Array.from({ length: 4096 }, (_, i) => [(i * 37) % 256, (i * 101) % 256, (i * 11) % 256]);
    const pixels = picture(...colours);
    cutOut(pixels, ground as unknown as FilmColour);
    layOver(pixels, ground as unknown as FilmColour);
    const before = picture(...colours);
    const farthest = pixels.reduce((most, value, at) => Math.max(most, Math.abs(value - before[at]!)), 0);
    expect(farthest).toBeLessThanOrEqual(1);
  },
);

test("what is not seen has the colour of what is around it, and is as transparent as before", () => {
  const width = 40;
  const pixels = new Uint8Array(4 * width * 20);
  pixels.set([200, 100, 0, 128], 4 * (2 * width + 3));
  colourUnseen(pixels, width);
  expect([...pixels.subarray(0, 4)]).toEqual([200, 100, 0, 0]);
  expect([...pixels.subarray(4 * (19 * width + 39))]).toEqual([200, 100, 0, 0]);
  expect([...pixels.subarray(4 * (2 * width + 3), 4 * (2 * width + 4))]).toEqual([200, 100, 0, 128]);
});
