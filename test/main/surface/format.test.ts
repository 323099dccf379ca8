import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bindingsText, parseBindings } from "../../../main/surface/format.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";

const parsed = (...bindings: object[]) => parseBindings({ bindings }, "b.json");

test.each([
  [
    { kind: "knob" },
    'b.json: bindings.0.kind is "knob", expected note, controller, program, bend, button or axis',
  ],
  [{ kind: "note", number: 1 }, "b.json: bindings.0.command is missing, expected the name of a command"],
  [
    { kind: "note", number: 1, command: "tempo", chanel: 1 },
    "b.json: bindings.0.chanel is not an entry; did you mean channel?",
  ],
  [
    { kind: "note", number: 1, channel: 17, command: "tempo" },
    "b.json: bindings.0.channel is 17, expected a whole number from 1 to 16",
  ],
  [{ kind: "button", number: 1, channel: 1, command: "tempo" }, "b.json: bindings.0.channel is not an entry"],
  [
    { kind: "axis", number: 1, reads: "fine", command: "tempo" },
    'b.json: bindings.0.reads is "fine", expected absolute or speed',
  ],
  [
    { kind: "note", number: 1, command: "answer", does: "next" },
    'b.json: bindings.0.does is "next", expected follow for a note with the command answer',
  ],
  [
    { kind: "note", number: 1, command: "mode", value: "polka" },
    'b.json: bindings.0.value is "polka", expected one that the command mode takes',
  ],
  [
    { kind: "controller", number: 1, command: "tempo", from: 9 },
    "b.json: bindings.0.from is 9, expected a number from 0.5 to 2",
  ],
  [
    { kind: "controller", number: 1, command: "mirror", to: 1 },
    "b.json: bindings.0.to is there, expected it only where a number follows",
  ],
  [
    { kind: "controller", number: 1, command: "restart", reads: "offset-64" },
    "b.json: bindings.0: offset-64 does nothing with restart",
  ],
])("what a control cannot do is refused by its place: %j", (binding, line) => {
  expect(() => parsed(binding)).toThrow(line);
});

test("what has been read and written is the same", () => {
  const said = [
    { device: "nano", kind: "controller", channel: 1, number: 0, command: "tempo", from: 0.8, to: 1.2 },
    { kind: "controller", channel: 1, number: 16, reads: "twos-complement", command: "look" },
    { kind: "bend", channel: 9, command: "partnerDistance" },
    { kind: "note", channel: 1, number: 36, command: "blackout", does: "follow" },
    { kind: "note", channel: 1, number: 37, command: "play", value: "a.take.ndjson" },
    { kind: "button", number: 0, command: "look", does: "previous" },
  ];
  expect(JSON.parse(bindingsText(parsed(...said)))).toEqual({ bindings: said });
});

test("the examples that are shipped are good ones", () => {
  const [shipped, told] = ["assets/bindings.json", "main/docs/CONTROLLERS.md"].map((file) =>
    readFileSync(join(projectRoot, file), "utf8"),
  );
  expect(parseBindings(JSON.parse(shipped!), "assets")).toHaveLength(19);
  const [, example] = /```json\n([^`]*)```/.exec(told!)!;
  expect(parseBindings(JSON.parse(example!), "docs")).toHaveLength(7);
});
