import { describe, expect, test } from "vitest";
import { initialControls } from "../../../shared/commands/controls.ts";
import {
  COMMAND_NAMES,
  type CommandName,
  controlsAfter,
  definitionOf,
  type EngineCommand,
  parseCommand,
} from "../../../shared/commands/table.ts";
import { MODES } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { showState } from "../../support/show-state.ts";

const CONTROLS = initialControls(ENGINE_SETTINGS);
const given = (command: CommandName, value?: unknown, controls = CONTROLS) =>
  controlsAfter(controls, parseCommand(command, value) as EngineCommand);

const namesOf = (is: (name: CommandName) => unknown) => COMMAND_NAMES.filter(is);

describe("the controls after a command", () => {
  test("are what it set, and nothing else", () => {
    expect(given("mode", "echo")).toEqual({ ...CONTROLS, mode: "echo" });
    expect(given("blackout", true)).toEqual({ ...CONTROLS, blackout: true });
    expect(given("freeze", true)).toEqual({ ...CONTROLS, frozen: true });
    const blend = [{ style: "salsa", weight: 1 }];
    expect(given("blend", blend)).toEqual({ ...CONTROLS, blend });
    const { parameters } = CONTROLS;
    expect(given("tempo", 0.5)).toEqual({ ...CONTROLS, parameters: { ...parameters, tempo: 0.5 } });
  });

  test("are the same where it only asks for something to be done", () => {
    expect(given("restart")).toBe(CONTROLS);
    expect(given("option", 3)).toBe(CONTROLS);
  });

  test("have turns where an answer was asked for", () => {
    const modes = MODES.map((mode) => given("answer", undefined, { ...CONTROLS, mode }).mode);
    expect(modes).toEqual(["answer", "answer", "options", "answer", "answer", "answer", "practise"]);
  });

  test("stand where a command says that they stand", () => {
    for (const name of namesOf((one) => definitionOf(one).change && definitionOf(one).current)) {
      const { argument, current } = definitionOf(name);
      const value = { switch: true, styles: [{ style: "a", weight: 1 }] };
      const wanted =
        argument.kind === "choice"
          ? argument.names.at(-1)
          : argument.kind === "number"
            ? argument.max
            : value[argument.kind as "switch" | "styles"];
      expect(current!(showState(given(name, wanted))), name).toEqual(wanted);
    }
  });
});

test("the host carries out what the engine cannot know of", () => {
  expect(namesOf((name) => definitionOf(name).owner === "host")).toEqual([
    ...["model", "open", "tap", "keep", "record", "play", "live", "practise", "practiseAnswer"],
  ]);
});

test("continuous are numbers that stay and the blend: of a choice, a switch and a trigger each counts", () => {
  const kinds = new Set(
    namesOf((name) => definitionOf(name).continuous).map((name) => definitionOf(name).argument.kind),
  );
  expect(kinds).toEqual(new Set(["number", "styles"]));
  expect(definitionOf("temperature").continuous).toBe(true);
  expect(definitionOf("option").continuous).toBeUndefined();
});

test("an option can be chosen only while there are some, and styles be mixed only where the model has some", () => {
  const available = (name: CommandName, choosing: boolean, styles: readonly string[]) =>
    definitionOf(name).available?.({ choosing, styles, missingGenerators: {}, missingModes: {} }) ?? true;
  expect([true, false].map((choosing) => available("option", choosing, []))).toEqual([true, false]);
  expect([["salsa"], []].map((styles) => available("blend", false, styles))).toEqual([true, false]);
  expect(available("answer", false, [])).toBe(true);
});

test("a command in something unknown has a name and a value of the table, and nothing more", () => {
  expect(parseCommand("tempo", 1.5)).toEqual({ tag: "command", command: "tempo", value: 1.5 });
  expect(parseCommand("answer", "anything")).toStrictEqual({ tag: "command", command: "answer" });
  expect(parseCommand("tempo", 7)).toBeNull();
  for (const name of ["port", "constructor", "__proto__", ""]) expect(parseCommand(name, 1)).toBeNull();
});
