import { describe, expect, test } from "vitest";
import { isCutOut, readPictureAddress, speaks } from "../../../shared/picture/picture-address.ts";

const COLOURS = ["black", "transparent", "#00b140"];
const read = (search: string) => readPictureAddress(search, (text) => COLOURS.includes(text));

describe("the address of a page that shows the stage", () => {
  test("without any parameter it is the stage, with its camera and its words", () => {
    const picture = read("");
    expect(picture).toEqual({ show: "both", background: "stage", look: null, screen: "stage", camera: true });
    expect([speaks(picture), isCutOut(picture)]).toEqual([true, false]);
  });

  test("whoever asks for a part of the show gets no camera, unless that is asked for too", () => {
    expect(read("?show=both").camera).toBe(false);
    expect(read("?show=partner&camera=on").camera).toBe(true);
    expect(read("?background=black&look=ink")).toMatchObject({ camera: true, look: "ink" });
    expect(read("?camera=off")).toMatchObject({ show: "both", camera: false });
  });

  test("words and signs are for who stands before the picture, and never in a picture of figures alone", () => {
    const speaking = ["", "?show=both", "?show=partner&camera=on"];
    const silent = ["?show=partner", "?show=dancer", "?show=alone", "?show=alone&camera=on"];
    expect(speaking.map((search) => speaks(read(search)))).toEqual([true, true, true]);
    expect(silent.map((search) => speaks(read(search)))).toEqual([false, false, false, false]);
  });

  test("a colour is written without its # too, since a # ends an address", () => {
    expect(read("?background=00b140").background).toBe("#00b140");
    expect(isCutOut(read("?background=transparent"))).toBe(true);
  });

  test.each([
    ["?show=partners", 'show is "partners", expected both, partner, dancer or alone'],
    ["?show=", 'show is "", expected both, partner, dancer or alone'],
    ["?show=both&show=alone", "show is given twice, expected once"],
    ["?look=map", 'look is "map", expected line, ink or points'],
    [
      "?background=blakc",
      'background is "blakc", expected stage, transparent, or a colour such as black or 00b140',
    ],
    ["?camera=1", 'camera is "1", expected on or off'],
    ["?screen=%3Cb%3E", 'screen is "<b>", expected a name of at most 40 letters and numbers'],
    [
      "?shwo=both",
      '"shwo" is no part of the stage\'s address, expected show, background, look, screen or camera',
    ],
    [`?show=${"x".repeat(5000)}`, `show is "${"x".repeat(39)}…", expected both, partner, dancer or alone`],
  ])("%.30s is refused in one line", (search, line) => {
    expect(() => read(search)).toThrow(new Error(line));
  });
});
