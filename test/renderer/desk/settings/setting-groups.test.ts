import { expect, test } from "vitest";
import { groupsOf, shown, typed } from "../../../../renderer/desk/settings/setting-groups.ts";
import type { SettingLine } from "../../../../shared/desk/settings.ts";

const line = (path: string, description = ""): SettingLine => ({
  ...{
    path: path.split("."),
    type: "string",
    expected: "any text",
    description,
    range: null,
    nullable: false,
  },
  ...{ byDefault: "", value: "", from: "default", atOnce: false, waits: false },
});

test("settings stand by the groups of their file, those of none first, and only what holds every word", () => {
  const settings = [
    line("desk.port", "port of the desk"),
    line("mode", "how it dances"),
    line("desk.address"),
  ];
  const names = (wanted: string) =>
    groupsOf(settings, wanted).map(([group, lines]) => [group, lines.map(({ path }) => path.join("."))]);
  expect(names("")).toEqual([
    ["", ["mode"]],
    ["desk", ["desk.port", "desk.address"]],
  ]);
  expect(names("PORT  desk")).toEqual([["desk", ["desk.port"]]]);
  expect(names("nothing")).toEqual([]);
});

test.each<[unknown, SettingLine["type"], boolean]>([
  ["camera", "string", false],
  [null, "string", true],
  [0.5, "number", false],
  [["127.0.0.1:9000", { host: "10.0.0.2", port: 8000 }], "array", false],
  [[], "array", false],
])("%j is the same after it was shown and typed", (value, type, nullable) => {
  expect(typed(shown(value), { type, nullable })).toEqual(value);
});

test("what is no number, and what is no JSON, goes to the host as it was typed", () => {
  expect(typed("fast", { type: "number", nullable: false })).toBe("fast");
  expect(typed("", { type: "number", nullable: false })).toBe("");
  expect(typed('{ "host": ', { type: "array", nullable: false })).toEqual(['{ "host":']);
});
