import { expect, test } from "vitest";
import { pageCommands } from "../../../main/show/page-commands.ts";
import type { MissingGenerators, MissingModes } from "../../../shared/commands/controls.ts";
import type { Command } from "../../../shared/commands/table.ts";

function page(
  styles: readonly string[],
  missingGenerators: MissingGenerators = {},
  missingModes: MissingModes = {},
) {
  const [commands, notices]: [Command[], string[]] = [[], []];
  const passed = pageCommands({
    styles: () => styles,
    models: () => ["first", "second"],
    missingGenerators: () => missingGenerators,
    missingModes: () => missingModes,
    onCommand: (command) => commands.push(command),
    tellOperator: (line) => notices.push(line),
  });
  const ask = (command: Command) => passed(command, "desk");
  const blend = (...names: readonly string[]) =>
    ask({ tag: "command", command: "blend", value: names.map((style) => ({ style, weight: 1 })) });
  return { ask, blend, commands, notices };
}

test("styles that the model knows, none, and all other commands pass", () => {
  const { ask, blend, commands, notices } = page(["indian", "salsa"]);
  blend("salsa", "indian");
  blend();
  ask({ tag: "command", command: "blackout", value: true });
  expect(commands).toHaveLength(3);
  expect(notices).toEqual([]);
});

test("a style that the model does not know is refused by its name, also among others, and nothing is changed", () => {
  const { blend, commands, notices } = page(["indian", "salsa"]);
  blend("salsa", "tango");
  expect(commands).toEqual([]);
  expect(notices).toEqual([
    'a page asked for the style "tango", expected one of indian, salsa; the blend stays',
  ]);
});

test("names of properties are no styles, and what a terminal would obey is not told", () => {
  const { blend, commands, notices } = page([]);
  blend("constructor");
  blend("\x1b[2J\nred");
  expect(commands).toEqual([]);
  expect(notices).toEqual([
    'a page asked for the style "constructor", expected none; the blend stays',
    'a page asked for the style "\\x1b[2J\\nred", expected none; the blend stays',
  ]);
});

test("a generator that is not there is refused with the reason, and those that are pass", () => {
  const { ask, commands, notices } = page([], { graph: "archive names nothing" });
  ask({ tag: "command", command: "generator", value: "graph" });
  expect([commands, notices]).toEqual([[], ["archive names nothing; what was before goes on"]]);
  ask({ tag: "command", command: "generator", value: "memory" });
  expect(commands).toEqual([{ tag: "command", command: "generator", value: "memory" }]);
});

test("a model that lies beside the one that dances passes, and nothing else that claims to be one", () => {
  const { ask, commands, notices } = page([]);
  for (const value of ["second", "../../models/first", "first\0", "third"])
    ask({ tag: "command", command: "model", value });
  expect(commands.map(({ value }) => value)).toEqual(["second"]);
  expect(notices).toHaveLength(3);
  expect(notices[0]).toBe(
    'a page asked for the model "../../models/first", which is not there; what was before goes on',
  );
});

test("a mode that cannot be had is refused with the reason, and the others pass", () => {
  const { ask, commands, notices } = page([], {}, { archive: "archive names nothing" });
  ask({ tag: "command", command: "mode", value: "archive" });
  expect(commands).toEqual([]);
  expect(notices).toEqual(["archive names nothing; what was before goes on"]);
  ask({ tag: "command", command: "mode", value: "echo" });
  expect(commands).toHaveLength(1);
});
