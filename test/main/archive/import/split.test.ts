import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entriesOf, expectedIn, readSplit } from "../../../../main/archive/import/split.ts";
import { SourceError } from "../../../../main/system/errors.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { hostileFile } from "../../../support/hostile-files.ts";

function file(value: unknown, folder = emptyFolder()): string {
  const path = join(folder, "index.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

const CLIP = {
  ...{ clip: "60_01", file: "cmu/60_01.bvh.gz", fps: 60, seconds: 30, active: [1, 28.5], style: "salsa" },
  ...{ dancers: "solo", key_framed: false, part: "train" },
};
const changed = (changes: object) => ({ about: "whatever", clips: [{ ...CLIP, ...changes }] });

test("a clip has its part, rate, active span and style, and says whether it is key-framed", async () => {
  const { entries } = await readSplit(file(changed({})));
  expect(entries).toEqual([
    {
      file: "cmu/60_01.bvh.gz",
      fps: 60,
      active: [1, 28.5],
      style: "salsa",
      isKeyFramed: false,
      part: "train",
    },
  ]);
});

test("files are found by their place beside the split, by that in their folder, and by their name", async () => {
  const folder = emptyFolder();
  const others = ["mine/60_01.bvh", "./mine/b.bvh"].map((place) => ({ ...CLIP, file: place }));
  const split = await readSplit(file({ clips: [CLIP, ...others] }, folder));
  const entriesIn = (at: string, files: readonly string[]) => {
    const found = entriesOf(
      split,
      files.map((one) => join(at, one)),
      at,
    );
    return files.map((one) => found.get(join(at, one))?.file ?? null);
  };
  const places = ["cmu/60_01.bvh.gz", "mine/60_01.bvh", "mine/b.bvh"];
  expect(entriesIn(folder, [...places, "other/b.bvh"])).toEqual([...places, null]);
  expect(entriesIn(join(folder, "mine"), ["60_01.bvh", "b.bvh"])).toEqual(["mine/60_01.bvh", "mine/b.bvh"]);
  expect(entriesIn(emptyFolder(), [...places, "other/b.bvh"])).toEqual([...places, null]);
  expect(entriesIn(emptyFolder(), ["b.take.ndjson", "c.bvh"])).toEqual(["mine/b.bvh", null]);
});

test("in a folder beside the split its own files are expected, elsewhere all", async () => {
  const folder = emptyFolder();
  const split = await readSplit(file({ clips: [CLIP, { ...CLIP, file: "mine/b.bvh" }] }, folder));
  const expected = (at: string) => expectedIn(split, at).map((entry) => entry.file);
  expect(expected(join(folder, "cmu"))).toEqual(["cmu/60_01.bvh.gz"]);
  for (const at of [folder, emptyFolder()]) expect(expected(at)).toEqual(["cmu/60_01.bvh.gz", "mine/b.bvh"]);
});

test.each<[string, unknown, RegExp]>([
  ["no JSON", "{", /index\.json: .*JSON.*; expected a JSON file of a split/],
  ["a missing list", {}, /index\.json: clips is missing, expected clips, each with file, fps/],
  ["a missing style", changed({ style: undefined }), /index\.json: clips\.0\.style is missing, expected/],
  ["a rate of text", changed({ fps: "60" }), /index\.json: clips\.0\.fps is "60", expected number/],
  ["half a span", changed({ active: [1] }), /index\.json: clips\.0\.active\.1 is missing/],
  ["a span from end to beginning", changed({ active: [9, 2] }), /60_01.* is active from 9 to 2 s, expected/],
  [
    "another part",
    changed({ part: "test" }),
    /clips\.0\.part is "test", expected \("train" \| "validation"\)/,
  ],
  ["a list", [], /index\.json: it is Array|index\.json: clips is missing/],
  ["a file twice", { clips: [CLIP, { ...CLIP, file: "./cmu/60_01.bvh.gz" }] }, /60_01\S* is listed twice/],
])("%s is refused by name", async (_, value, message) => {
  const path = file(value);
  await expect(readSplit(path)).rejects.toThrow(SourceError);
  await expect(readSplit(path)).rejects.toThrow(message);
});

test.each(["a pipe", "a device", "more than"] as const)("%s is no split", async (kind) => {
  const path = hostileFile(kind, "index.json");
  await expect(readSplit(path)).rejects.toThrow(
    new RegExp(`^${path}: .*${kind}.*expected a JSON file of a split`),
  );
});
