import { describe, expect, test } from "vitest";
import { regionAround, regionOfPicture } from "../../../../../main/engine/pose/blazepose/region.ts";

describe("the region around a body", () => {
  test.each([
    ["standing", 100, 100, 0],
    ["lying with the head to the right", 200, 200, Math.PI / 2],
    ["lying with the head to the left", 0, 200, -Math.PI / 2],
    ["standing on the head", 100, 300, Math.PI],
  ])("is turned so that the body stands upright in it: %s", (_, rimX, rimY, turn) => {
    const region = regionAround(100, 200, rimX, rimY);
    expect(region).toEqual({ x: 100, y: 200, size: 250, turn: expect.closeTo(turn, 6) });
  });

  test("reaches a quarter beyond the body on every side", () => {
    expect(regionAround(0, 0, 3, -4).size).toBe(2 * 5 * 1.25);
  });

  test("of a whole picture is a square around it", () => {
    expect(regionOfPicture(1280, 720)).toEqual({ x: 640, y: 360, size: 1280, turn: 0 });
  });
});
