import { expect, test } from "vitest";
import { parseArgument } from "../../../main/osc-tools/argument.ts";

test.each([
  ["1", { type: "i", value: 1 }],
  ["-7", { type: "i", value: -7 }],
  ["1.0", { type: "f", value: 1 }],
  ["0.5", { type: "f", value: 0.5 }],
  ["1e3", { type: "f", value: 1000 }],
  ["3000000000", { type: "f", value: 3e9 }],
  ["f:1", { type: "f", value: 1 }],
  ["i:1", { type: "i", value: 1 }],
  ["s:1", { type: "s", value: "1" }],
  ["s:", { type: "s", value: "" }],
  ["true", { type: "T" }],
  ["false", { type: "F" }],
  ["answer", { type: "s", value: "answer" }],
  ["", { type: "s", value: "" }],
])("%j is %j", (text, argument) => {
  expect(parseArgument(text)).toEqual(argument);
});

test.each(["i:x", "i:0.5", "i:3000000000", "f:", "f:x"])("%j is refused", (text) => {
  expect(() => parseArgument(text)).toThrow(text);
});
