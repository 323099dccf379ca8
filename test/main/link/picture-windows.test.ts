import { expect, test } from "vitest";
import {
  parsePictureWindow,
  parseSharedTexture,
  parseStagePicture,
} from "../../../main/link/picture-windows.ts";

test("a window names its screen and what it shows, and never has the camera", () => {
  expect(parsePictureWindow("screen=2, show=partner, background=rgb(0 0 40)")).toEqual({
    wanted: "2",
    search: "?screen=2&show=partner&background=rgb%280+0+40%29&camera=off",
  });
});

test("the stage has the camera whatever it shows, and may be on any screen", () => {
  expect(parseStagePicture("show=partner,look=ink")).toEqual({
    wanted: null,
    search: "?show=partner&look=ink&camera=on",
  });
  expect(parseStagePicture("screen=EPSON")).toEqual({ wanted: "EPSON", search: "?screen=EPSON&camera=on" });
  for (const text of ["", "camera=off", "show=nobody", "screen="])
    expect(() => parseStagePicture(text)).toThrow();
});

test("a texture has a name and a size", () => {
  expect(parseSharedTexture("name=Her shadow,size=1920x1080,show=partner,background=transparent")).toEqual({
    ...{ name: "Her shadow", width: 1920, height: 1080 },
    search: "?show=partner&background=transparent&camera=off",
  });
});

test.each([
  "show=partner",
  "screen=",
  "screen=2,show=nobody",
  "screen=2,show=both,show=alone",
  "screen=2,camera=on",
  "screen=2,fullscreen",
  "screen=2,=both",
])("no window: %s", (text) => {
  expect(() => parsePictureWindow(text)).toThrow();
});

test.each([
  "size=10x10",
  "name=a,size=10x10",
  "name=a,size=9000x100",
  "name=a,size=big",
  "name=a,size=64x64,screen=<",
])("no texture: %s", (text) => {
  expect(() => parseSharedTexture(text)).toThrow();
});
