import { expect, test } from "vitest";
import { tooDark } from "../../../../main/engine/pose/darkness.ts";
import { emptyPicture } from "../../../support/pictures.ts";

test("a black picture is too dark, noise of the camera in it included", () => {
  const picture = emptyPicture(16);
  expect(tooDark(picture)).toBe(true);
  for (let i = 0; i < picture.width * picture.height; i++) picture.data[i]! += (i * 7919) % 12;
  expect(tooDark(picture)).toBe(true);
});

test("a dimly lit room is not too dark", () => {
  expect(tooDark(emptyPicture(60))).toBe(false);
});

test("a black stage is not too dark while something on it is lit", () => {
  const picture = emptyPicture(16);
  for (let y = 100; y < 400; y++) picture.data.fill(140, y * 640 + 300, y * 640 + 380);
  expect(tooDark(picture)).toBe(false);
});

test("one exit lamp does not light a dark room", () => {
  const picture = emptyPicture(18);
  for (let y = 20; y < 50; y++) picture.data.fill(220, y * 640 + 20, y * 640 + 60);
  expect(tooDark(picture)).toBe(true);
});
