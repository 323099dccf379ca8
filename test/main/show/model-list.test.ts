import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelList } from "../../../main/show/model-list.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { emptyFolder } from "../../support/folder.ts";

test("the folder of models is read when it is asked for, and not again within a second", () => {
  const folder = emptyFolder();
  const add = (name: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "manifest.json"), "{}");
  };
  const clock = new SteppedClock();
  const models = modelList(folder, clock);
  add("first");
  expect(models()).toEqual(["first"]);
  add("second");
  expect(models()).toEqual(["first"]);
  clock.moveTo(1);
  expect(models()).toEqual(["first", "second"]);
});
