import { expect, test } from "vitest";
import { actionOf, KEYS, keysReference } from "../../shared/keys.ts";
import { CHOICES, DIALS, type Dial, isTurned, KNOBS, knobsOf, type StyleWeight } from "../../shared/knobs.ts";
import { en } from "../../shared/languages/en.ts";
import { zh } from "../../shared/languages/zh.ts";
import { MODES } from "../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../support/engine-settings.ts";

const knobs = knobsOf(ENGINE_SETTINGS);
const show = { knobs, blend: [], styles: ["a", "b", "c"] };

test("digits choose the mode", () => {
  const chosen = MODES.map((_, index) => actionOf(`${index + 1}`, show));
  expect(chosen).toEqual(MODES.map((mode) => ({ tag: "command", command: "mode", mode })));
  expect(actionOf("9", show)).toBeNull();
});

test("every key of the table does something, and every knob has one", () => {
  const actions = KEYS.flatMap(({ keys }) => keys.map((key) => ({ key, action: actionOf(key, show) })));
  for (const { key, action } of actions) expect(action, key).not.toBeNull();
  const turned = actions.flatMap(({ action }) =>
    typeof action === "object" && action?.command === "set" ? [action] : [],
  );
  expect(new Set(turned.map(({ knob }) => knob))).toEqual(new Set(KNOBS));
  for (const one of turned) expect(isTurned(one), one.knob).toBe(true);
});

test("no key stands for two things", () => {
  const keys = KEYS.flatMap((key) => key.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("a dial goes up with its letter, down with shift, in its own steps, and stops at its ends", () => {
  const set = (key: string, changes: object) => actionOf(key, { ...show, knobs: { ...knobs, ...changes } });
  expect(set("t", { temperature: 0.3 })).toMatchObject({ knob: "temperature", value: 0.4 });
  expect(set("T", { temperature: 0.3 })).toMatchObject({ knob: "temperature", value: 0.2 });
  for (const dial of Object.keys(DIALS) as Dial[]) {
    const [up, down] = KEYS.find(({ says }) => says(en) === en.knobs[dial])!.keys;
    expect(set(up!, { [dial]: DIALS[dial].max })).toMatchObject({ value: DIALS[dial].max });
    expect(set(down!, { [dial]: DIALS[dial].min })).toMatchObject({ value: DIALS[dial].min });
  }
});

test("a choice goes round in both directions", () => {
  const looks = (key: string) =>
    CHOICES.look.map((look) => actionOf(key, { ...show, knobs: { ...knobs, look } }));
  expect(looks("l")).toMatchObject([{ value: "ink" }, { value: "points" }, { value: "line" }]);
  expect(looks("L")).toMatchObject([{ value: "points" }, { value: "line" }, { value: "ink" }]);
});

test("styles go round by way of their halves, back to the dancer's own", () => {
  const seen: string[] = [];
  let blend: readonly StyleWeight[] = [];
  do {
    const next = actionOf("b", { ...show, blend });
    if (typeof next !== "object" || next?.command !== "blend") throw new Error("b does not blend");
    blend = next.blend;
    seen.push(blend.map(({ style }) => style).join(""));
    expect(actionOf("B", { ...show, blend })).toMatchObject({ command: "blend" });
  } while (blend.length > 0 && seen.length < 20);
  expect(seen).toEqual(["a", "ab", "b", "bc", "c", "ca", ""]);
  expect(actionOf("b", { ...show, styles: [] })).toBeNull();
});

test("before anything is known of the show, whatever does not depend on it works already", () => {
  const answered = ["1", " ", "o", "h", "t", "b"].filter((key) => actionOf(key, null) !== null);
  expect(answered).toEqual(["1", " ", "o", "h"]);
});

test("what is not in the table is nobody's", () => {
  expect(["q", "0", "12", "Escape", "Tab"].map((key) => actionOf(key, show))).toEqual(
    new Array(5).fill(null),
  );
});

test("the table is written in every language", () => {
  for (const sentences of [en, zh]) {
    const lines = keysReference(sentences).split("\n");
    expect(lines).toHaveLength(KEYS.length + 2);
    expect(lines.every((line) => !line.includes("undefined"))).toBe(true);
  }
});

test("the invitation has at most six words", () => {
  expect(en.stepIn.split(/\s+/).length).toBeLessThanOrEqual(6);
  expect(zh.stepIn.length).toBeLessThanOrEqual(12);
});
