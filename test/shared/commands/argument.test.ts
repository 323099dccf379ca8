import { describe, expect, test } from "vitest";
import {
  MODEL,
  numberBetween,
  ON_OFF,
  oneOf,
  parseValue,
  STYLES,
  stepped,
  wholeNumberBetween,
} from "../../../shared/commands/argument.ts";
import { MAX_WEIGHT } from "../../../shared/commands/style-weight.ts";

describe("in something unknown", () => {
  test("a number is found within its range, one that counts at whole numbers, and nothing else is a number", () => {
    const tempo = numberBetween(0.5, 2, 0.1);
    expect(parseValue(tempo, 0.5)).toBe(0.5);
    for (const wrong of [0.49, 2.01, "1", Number.NaN, null, undefined, [1]])
      expect(parseValue(tempo, wrong), String(wrong)).toBeNull();
    expect(parseValue(wholeNumberBetween(2, 30), 30)).toBe(30);
    expect(parseValue(wholeNumberBetween(2, 30), 8.5)).toBeNull();
    expect(parseValue(numberBetween(0, 60, 1, "s"), 2.5)).toBe(2.5);
  });

  test("a switch is on or off, and a choice is one of its own", () => {
    expect(parseValue(ON_OFF, false)).toBe(false);
    expect(parseValue(ON_OFF, 1)).toBeNull();
    expect(parseValue(oneOf(["line", "ink"]), "ink")).toBe("ink");
    expect(parseValue(oneOf(["line", "ink"]), "left")).toBeNull();
    expect(parseValue(oneOf(["line", "ink"]), 1)).toBeNull();
  });

  test("styles are found without what does not belong to them, within their limits", () => {
    expect(parseValue(STYLES, [{ style: "salsa", weight: 2, more: "x" }])).toEqual([
      { style: "salsa", weight: 2 },
    ]);
    const salsa = (weight: unknown) => [{ style: "salsa", weight }];
    const wrongs = [
      ...[salsa(-1), salsa(MAX_WEIGHT + 1), salsa(Number.NaN), salsa("1"), [null], ["salsa:1"], "salsa:1"],
      ...[[{ style: "x".repeat(201), weight: 1 }], new Array(65).fill(salsa(1)[0])],
    ];
    for (const wrong of wrongs) expect(parseValue(STYLES, wrong)).toBeNull();
  });

  test("a model is a name: which there are is known elsewhere", () => {
    expect(parseValue(MODEL, "first")).toBe("first");
    for (const none of ["m".repeat(256), 1, null, undefined]) expect(parseValue(MODEL, none)).toBeNull();
  });
});

test("a number goes up and down in its own steps and stops at its ends, a choice goes round, a switch turns", () => {
  expect(stepped(numberBetween(0, 2, 0.1), 0.3, 1)).toBe(0.4);
  expect(stepped(numberBetween(0, 2, 0.1), 0.05, -1)).toBe(0);
  expect(stepped(wholeNumberBetween(2, 30), 30, 1)).toBe(30);
  expect(stepped(oneOf(["a", "b", "c"]), "c", 1)).toBe("a");
  expect(stepped(oneOf(["a", "b", "c"]), "a", -1)).toBe("c");
  expect(stepped(ON_OFF, true, -1)).toBe(false);
});
