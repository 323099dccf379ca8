import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSource } from "../../../main/inputs/open-source.ts";
import { emptyFolder } from "../../support/folder.ts";
import { refusedWith } from "../../support/hostile-files.ts";

test.each(["dance.bvh", "dance.bvh.gz", "dance.JSON", "dance.jsonl", "dance.npz", "dance.pkl"])(
  "%s is told for a file of motion, with the command that makes a take of it",
  async (name) => {
    const file = join(emptyFolder(), name);
    writeFileSync(file, "HIERARCHY\nROOT Hips\n");
    expect(await refusedWith(() => openSource(file, true, () => {}))).toBe(
      `${file}: a file of motion, and no video; make a take of it with npm run continuo -- import ${file} -o takes`,
    );
  },
);

test("a file of motion that is not there is not there", async () => {
  const file = join(emptyFolder(), "dance.bvh");
  expect(await refusedWith(() => openSource(file, true, () => {}))).toMatch(/dance\.bvh: is not there/);
});
