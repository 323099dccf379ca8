import { expect, test } from "vitest";
import { windowBounds } from "../../../../main/hosts/electron/window-bounds.ts";

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const projector = { x: 1440, y: 0, width: 1920, height: 1080 };

test("a new window stands in the middle of the first screen", () => {
  expect(windowBounds(null, [projector, laptop])).toEqual({ x: 1632, y: 108, width: 1536, height: 864 });
});

test("a window stays where it is as long as enough of it is on some screen", () => {
  const window = { x: 1300, y: 100, width: 800, height: 600 };
  expect(windowBounds(window, [laptop, projector])).toBe(window);
  expect(windowBounds(window, [laptop])).toBe(window);
});

test("a window whose screen has gone comes to one that is there", () => {
  const window = { x: 2000, y: 100, width: 800, height: 600 };
  expect(windowBounds(window, [laptop])).toEqual({ x: 144, y: 90, width: 1152, height: 720 });
});

test("with no screen at all there still is a size", () => {
  expect(windowBounds(null, [])).toMatchObject({ width: 1024, height: 576 });
});
