import { expect, test } from "vitest";
import { initialControls, type MissingGenerators } from "../../../shared/commands/controls.ts";
import type { KeyContext } from "../../../shared/commands/definition.ts";
import { actionOf, KEYS, keyName } from "../../../shared/commands/keys.ts";
import {
  type GeneratorName,
  LOOK_NAMES,
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterValues,
} from "../../../shared/commands/parameters.ts";
import type { StyleWeight } from "../../../shared/commands/style-weight.ts";
import { parseCommand } from "../../../shared/commands/table.ts";
import { en } from "../../../shared/languages/en.ts";
import { zh } from "../../../shared/languages/zh.ts";
import { MODES } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";

const controls = initialControls(ENGINE_SETTINGS);
const show: KeyContext = {
  ...controls,
  ...{ styles: ["a", "b", "c"], missingGenerators: {}, missingModes: {}, choosing: true, pointed: null },
};
const withParameters = (changes: Partial<ParameterValues>): KeyContext => ({
  ...show,
  parameters: { ...controls.parameters, ...changes },
});

test("digits choose the mode", () => {
  const chosen = MODES.map((_, index) => actionOf(`${index + 1}`, show));
  expect(chosen).toEqual(MODES.map((mode) => ({ tag: "command", command: "mode", value: mode })));
  expect(actionOf("9", show)).toBeNull();
});

test("every key of the table does something that the show takes, and every parameter has one", () => {
  const actions = KEYS.flatMap(({ keys }) => keys.map((key) => ({ key, action: actionOf(key, show) })));
  for (const { key, action } of actions) expect(action, key).not.toBeNull();
  const commands = actions.flatMap(({ action }) => (typeof action === "object" && action ? [action] : []));
  const names = new Set(commands.map(({ command }) => command));
  for (const name of PARAMETER_NAMES) expect(names).toContain(name);
  for (const command of commands)
    expect(parseCommand(command.command, command.value), command.command).toEqual(command);
});

test("no key stands for two things", () => {
  const keys = KEYS.flatMap((key) => key.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("a number goes up with its letter, down with shift, in its own steps, and stops at its ends", () => {
  expect(actionOf("t", withParameters({ temperature: 0.3 }))).toMatchObject({
    command: "temperature",
    value: 0.4,
  });
  expect(actionOf("T", withParameters({ temperature: 0.3 }))).toMatchObject({ value: 0.2 });
  for (const name of PARAMETER_NAMES) {
    const { argument, keys } = PARAMETERS[name];
    if (argument.kind !== "number") continue;
    const [up, down] = keys;
    expect(actionOf(up!, withParameters({ [name]: argument.max }))).toMatchObject({ value: argument.max });
    expect(actionOf(down!, withParameters({ [name]: argument.min }))).toMatchObject({ value: argument.min });
  }
});

test("a choice goes round in both directions, also where the help names one key only", () => {
  const looks = (key: string) => LOOK_NAMES.map((look) => actionOf(key, withParameters({ look })));
  expect(looks("l")).toMatchObject([
    { value: "ink" },
    { value: "points" },
    { value: "map" },
    { value: "line" },
  ]);
  expect(looks("L")).toMatchObject([
    { value: "map" },
    { value: "line" },
    { value: "ink" },
    { value: "points" },
  ]);
  expect(actionOf("S", withParameters({ partnerSide: "auto" }))).toMatchObject({ value: "right" });
});

test("styles go round by way of their halves, back to the dancer's own", () => {
  const seen: string[] = [];
  let blend: readonly StyleWeight[] = [];
  do {
    const next = actionOf("b", { ...show, blend });
    if (typeof next !== "object" || next?.command !== "blend") throw new Error("b does not blend");
    blend = next.value;
    seen.push(blend.map(({ style }) => style).join(""));
    expect(actionOf("B", { ...show, blend })).toMatchObject({ command: "blend" });
  } while (blend.length > 0 && seen.length < 20);
  expect(seen).toEqual(["a", "ab", "b", "bc", "c", "ca", ""]);
  expect(actionOf("b", { ...show, styles: [] })).toBeNull();
});

test("enter takes the option that is pointed at, or else the first; space does so while one is pointed at", () => {
  const option = (value: number) => ({ tag: "command", command: "option", value });
  expect(actionOf("Enter", show)).toEqual(option(1));
  expect(actionOf("Enter", { ...show, pointed: 4 })).toEqual(option(5));
  expect(actionOf(" ", { ...show, pointed: 4 })).toEqual(option(5));
  expect(actionOf(" ", show)).toEqual({ tag: "command", command: "answer" });
  expect(actionOf("Enter", { ...show, choosing: false })).toBeNull();
});

test("before anything is known of the show, whatever does not depend on it works already", () => {
  const answered = ["1", " ", "Enter", "o", "h", "t", "b"].filter((key) => actionOf(key, null) !== null);
  expect(answered).toEqual(["1", " ", "o", "h"]);
});

test("what is not in the table is nobody's", () => {
  expect(["#", "0", "12", "Escape", "Tab"].map((key) => actionOf(key, show))).toEqual(
    new Array(5).fill(null),
  );
});

test("the help is written in every language", () => {
  for (const sentences of [en, zh]) {
    for (const { keys, says } of KEYS) {
      expect(says(sentences), keys.join()).toBeTruthy();
      expect(keys.map(keyName).every((name) => name.length > 0)).toBe(true);
    }
  }
});

test("the invitation has at most six words", () => {
  expect(en.stepIn.split(/\s+/).length).toBeLessThanOrEqual(6);
  expect(zh.stepIn.length).toBeLessThanOrEqual(12);
});

test("the generator's key goes round those that are there", () => {
  const after = (generator: GeneratorName, missingGenerators: MissingGenerators, key = "y") =>
    actionOf(key, { ...withParameters({ generator }), missingGenerators });
  const to = (value: GeneratorName) => ({ tag: "command", command: "generator", value });
  expect(after("model", {})).toEqual(to("graph"));
  expect(after("model", {}, "Y")).toEqual(to("fact"));
  expect(after("model", { graph: "no archive" })).toEqual(to("memory"));
  expect(after("memory", { graph: "no archive" })).toEqual(to("vary"));
  expect(after("vary", { graph: "no archive" })).toEqual(to("phrase-vae"));
  expect(after("phrase-vae", {})).toEqual(to("fact"));
  expect(after("fact", {})).toEqual(to("model"));
});
