import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError } from "../../../../main/system/errors.ts";
import { readWholeFile } from "../../../../main/system/files/read-file.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { hostileFile, refusedWith } from "../../../support/hostile-files.ts";
import { isHere } from "../../../support/is-here.ts";

const limits = { expected: "a plan", mostBytes: 5000, Fault: ConfigError };

function written(content: string): string {
  const file = join(emptyFolder(), "plan");
  writeFileSync(file, content);
  return file;
}

test("a plain file is read whole, whatever its size says", async () => {
  const content = "dance ".repeat(800);
  expect((await readWholeFile(written(content), limits)).toString()).toBe(content);
  expect((await readWholeFile(written(""), limits)).length).toBe(0);
});

test.runIf(isHere("Linux", process.platform === "linux"))(
  "a file that does not know its size is read to its end",
  async () => {
    const file = "/proc/self/status";
    expect((await readWholeFile(file, limits)).toString().split("\n")[0]).toBe(
      readFileSync(file, "utf8").split("\n")[0],
    );
    const line = await refusedWith(() => readWholeFile("/proc/self/smaps", limits));
    expect(line).toBe("/proc/self/smaps: more than 5000 bytes, expected a plan");
  },
);

test.each(["a pipe", "a device", "a folder"] as const)("%s is refused at once", async (kind) => {
  const file = hostileFile(kind, "plan");
  expect(await refusedWith(() => readWholeFile(file, limits))).toBe(`${file}: is ${kind}, expected a plan`);
});

test("a huge file is refused by its size, and a missing one by name", async () => {
  const huge = hostileFile("more than", "plan");
  expect(await refusedWith(() => readWholeFile(huge, limits))).toBe(
    `${huge}: more than 5000 bytes, expected a plan`,
  );
  expect(await refusedWith(() => readWholeFile(`${huge}s`, limits))).toBe(
    `${huge}s: is not there, expected a plan`,
  );
});

test("a size that must be is compared before anything is read", async () => {
  const file = written("1234");
  expect(await readWholeFile(file, { ...limits, exactBytes: 4 })).toHaveLength(4);
  appendFileSync(file, "5");
  expect(await refusedWith(() => readWholeFile(file, { ...limits, exactBytes: 4 }))).toBe(
    `${file}: 5 bytes, expected a plan of 4 bytes`,
  );
});
