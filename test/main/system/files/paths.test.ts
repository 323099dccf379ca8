import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder, makeMissing } from "../../../../main/system/files/paths.ts";
import { emptyFolder } from "../../../support/folder.ts";

test("a folder is made with those above it, and one that is there is left as it is", async () => {
  const folder = join(emptyFolder(), "a", "b", "c");
  await makeFolder(folder);
  await makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test.skipIf(process.platform === "win32")(
  "those that are made have the mode that was asked for",
  async () => {
    const there = join(emptyFolder(), "there");
    mkdirSync(there, { mode: 0o755 });
    const [above, folder] = [join(there, "a"), join(there, "a", "b")];
    await makeMissing(folder, 0o700);
    expect([there, above, folder].map((path) => statSync(path).mode & 0o777)).toEqual([0o755, 0o700, 0o700]);
  },
);

test("many that are made at the same time do not mind each other", async () => {
  const folder = join(emptyFolder(), "a", "b", "c");
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(folder)));
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("what is in the way is said in words", async () => {
  const file = join(emptyFolder(), "file");
  writeFileSync(file, "");
  await expect(makeFolder(file)).rejects.toThrow(`${file}: cannot be written (file already exists)`);
  const below = join(file, "a", "b");
  await expect(makeFolder(below)).rejects.toThrow(`${below}: cannot be written (not a directory)`);
});

test.runIf(existsSync("/proc"))("where nothing can be made it is said, and not tried for ever", async () => {
  await expect(makeFolder("/proc/a/b")).rejects.toThrow(
    "/proc/a/b: cannot be written (no such file or directory)",
  );
});
