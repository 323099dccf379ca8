import { expect, test } from "vitest";
import { parseArea } from "../../../../main/engine/pose/area.ts";

test("four numbers are a part of the picture", () => {
  expect(parseArea("0,0.1,0.3,1")).toEqual({ x: 0, y: 0.1, width: 0.3, height: 1 });
  expect(parseArea(" .5, 0.25 ,0.5,0.5")).toEqual({ x: 0.5, y: 0.25, width: 0.5, height: 0.5 });
});

test.each([
  "",
  "0,0,1",
  "0,0,1,1,1",
  "0,0,0,1",
  "0,0,1,0",
  "-0.1,0,1,1",
  "0,0,2,1",
  "0,0,1e9,1",
  "a,0,1,1",
  "0,,1,1",
  "0x1,0,1,1",
])("%j is none", (text) => {
  expect(() => parseArea(text)).toThrow();
});
