import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSplit } from "../../../../main/archive/import/split.ts";
import { SourceError } from "../../../../main/system/errors.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { hostileFile } from "../../../support/hostile-files.ts";

function file(value: unknown): string {
  const path = join(emptyFolder(), "split.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

const SPLIT = { fps: { "60": 60 }, style: { "60": "salsa" }, train: ["60_01"], validation: ["94_14"] };

test("a name finds its part, its subject, and what is known of that subject", async () => {
  const split = await readSplit(file({ ...SPLIT, about: "whatever" }));
  expect(split.get("60_01")).toEqual({ part: "train", subject: "60", fps: 60, style: "salsa" });
  expect(split.get("94_14")).toEqual({ part: "validation", subject: "94", fps: null, style: null });
  expect(split.get("60_02")).toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ["no JSON", "{", /split\.json: .*JSON.*; expected a JSON file of a split/],
  ["a missing list", { ...SPLIT, train: undefined }, /split\.json: train is missing, expected/],
  ["a rate of text", { ...SPLIT, fps: { "60": "60" } }, /split\.json: fps\.60 is "60", expected number/],
  ["a list", [], /split\.json: it is Array|split\.json: fps is missing/],
  ["a name in both parts", { ...SPLIT, validation: ["60_01"] }, /60_01 is listed twice/],
])("%s is refused by name", async (_, value, message) => {
  const path = file(value);
  await expect(readSplit(path)).rejects.toThrow(SourceError);
  await expect(readSplit(path)).rejects.toThrow(message);
});

test.each(["a pipe", "a device", "more than"] as const)("%s is no split", async (kind) => {
  const path = hostileFile(kind, "split.json");
  await expect(readSplit(path)).rejects.toThrow(
    new RegExp(`^${path}: .*${kind}.*expected a JSON file of a split`),
  );
});
