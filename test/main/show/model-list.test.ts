import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ModelList } from "../../../main/show/model-list.ts";
import { emptyFolder } from "../../support/folder.ts";

test("models are known from the beginning, and those that come and go later soon", async () => {
  const folder = emptyFolder();
  const add = (name: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "manifest.json"), "{}");
  };
  add("second");
  add("first");
  mkdirSync(join(folder, "no model"));
  const list = await ModelList.open(folder);
  onTestFinished(() => list.close());
  expect(list.names).toEqual(["first", "second"]);
  add("third");
  await expect.poll(() => list.names, { timeout: 5000 }).toEqual(["first", "second", "third"]);
  rmSync(folder, { recursive: true });
  await expect.poll(() => list.names, { timeout: 5000 }).toEqual([]);
});
