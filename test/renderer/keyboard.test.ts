import { expect, test } from "vitest";
import { actionOf } from "../../renderer/keyboard.ts";

test("digits choose the mode", () => {
  expect(actionOf("1", "answer")).toEqual({ tag: "command", command: "mode", mode: "shadow" });
  expect(actionOf("2", "shadow")).toEqual({ tag: "command", command: "mode", mode: "answer" });
  expect(actionOf("9", "shadow")).toBeNull();
});

test("space hands over to the partner, from shadow by way of answer", () => {
  expect(actionOf(" ", "answer")).toEqual({ tag: "command", command: "answer" });
  expect(actionOf(" ", "shadow")).toEqual({ tag: "command", command: "mode", mode: "answer" });
});

test("o and f belong to the page, with and without shift", () => {
  expect(["o", "O", "f", "F"].map((key) => actionOf(key, "shadow"))).toEqual([
    "readout",
    "readout",
    "fullscreen",
    "fullscreen",
  ]);
});

test("other keys are nobody's", () => {
  expect(["a", "Enter", "0", "12", "Escape"].map((key) => actionOf(key, "shadow"))).toEqual(
    new Array(5).fill(null),
  );
});
