import { expect, test } from "vitest";
import { CHOICES, DIALS, isTurned, KNOBS, knobsOf, SWITCHES } from "../../shared/knobs.ts";
import { ENGINE_SETTINGS } from "../support/engine-settings.ts";

test("every knob stands, by default, where it may stand", () => {
  const knobs = knobsOf(ENGINE_SETTINGS);
  expect(Object.keys(knobs)).toHaveLength(
    Object.keys(DIALS).length + SWITCHES.length + Object.keys(CHOICES).length,
  );
  for (const knob of KNOBS) expect(isTurned({ knob, value: knobs[knob] }), knob).toBe(true);
});

test("a dial stands within its range, one that counts at whole numbers, and nothing else is a number", () => {
  expect(isTurned({ knob: "tempo", value: 0.5 })).toBe(true);
  expect(isTurned({ knob: "tempo", value: 0.49 })).toBe(false);
  expect(isTurned({ knob: "tempo", value: "1" })).toBe(false);
  expect(isTurned({ knob: "tempo", value: Number.NaN })).toBe(false);
  expect(isTurned({ knob: "options", value: 30 })).toBe(true);
  expect(isTurned({ knob: "options", value: 8.5 })).toBe(false);
  expect(isTurned({ knob: "answerLength", value: 2.5 })).toBe(true);
});

test("a switch is on or off, and a choice is one of its own", () => {
  expect(isTurned({ knob: "mirror", value: true })).toBe(true);
  expect(isTurned({ knob: "mirror", value: 1 })).toBe(false);
  expect(isTurned({ knob: "look", value: "points" })).toBe(true);
  expect(isTurned({ knob: "look", value: "left" })).toBe(false);
});
