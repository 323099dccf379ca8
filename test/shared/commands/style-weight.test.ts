import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";

test("a blend is a list of styles with their weights", () => {
  expect(loadSettings({ overrides: { blend: ["salsa:0.25", "martial arts:2"] } }).blend).toEqual([
    { style: "salsa", weight: 0.25 },
    { style: "martial arts", weight: 2 },
  ]);
});

test("a style without a weight, or with one that is no weight, is refused by what was found", () => {
  for (const wrong of ["salsa", "salsa:", ":1", "salsa:-1", "salsa:much", "salsa:1001"]) {
    expect(() => loadSettings({ overrides: { blend: [wrong] } })).toThrow(
      `--blend is "${wrong}", expected style:weight`,
    );
  }
});
