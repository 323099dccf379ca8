import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSelection, saveSelection } from "../../../main/archive/selection.ts";
import { emptyFolder } from "../../support/folder.ts";

test("a selection of takes is kept in the archive, and read as it was", async () => {
  const folder = emptyFolder();
  const file = await saveSelection(folder, "calm ones", ["b.take.ndjson", "a.take.ndjson.gz"]);
  expect(file).toBe(join(folder, "selections", "calm ones.json"));
  expect([...(await readSelection(file))]).toEqual(["b.take.ndjson", "a.take.ndjson.gz"]);
  await saveSelection(folder, "calm ones", ["c.take.ndjson"]);
  expect([...(await readSelection(file))]).toEqual(["c.take.ndjson"]);
});

test("no name leads out of the archive, and a disk that refuses is said", async () => {
  const folder = emptyFolder();
  for (const name of ["../x", "a/b", "con", ".hidden", "x".repeat(300)])
    await expect(saveSelection(folder, name, ["a.take.ndjson"])).rejects.toThrow(/expected a (file )?name/);
  writeFileSync(join(folder, "selections"), "in the way");
  await expect(saveSelection(folder, "calm", ["a.take.ndjson"])).rejects.toThrow("cannot be written");
});

test("what is no selection is refused by its file", async () => {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "odd.json");
  for (const content of [
    "",
    "{}",
    '{"format":"continuo-selection","version":1,"takes":[]}',
    "[".repeat(900),
  ]) {
    writeFileSync(file, content);
    await expect(readSelection(file)).rejects.toThrow(`${file}: `);
  }
  expect(readFileSync(file, "utf8")).toHaveLength(900);
});
