import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { bvhText } from "../../support/bvh.ts";
import { emptyFolder } from "../../support/folder.ts";

function continuo(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, "main/cli.ts"), "import", ...args],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

const STILL = bvhText(
  Array.from({ length: 121 }, () => ({})),
  60,
);

test("a line for the file, a line for all, and the take", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "a.bvh"), STILL);
  const output = join(folder, "out");
  const { status, stdout, stderr } = continuo(
    join(folder, "a.bvh"),
    "-o",
    output,
    "--fps",
    "30",
    "--tag",
    "x",
    "y",
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(
    "a: 1 take, 4.0 s, 0 faults bridged, 0 cut out\n" +
      `1 of 1 files to ${output}: 1 take, 4.0 s, 0 faults bridged, 0 cut out\n`,
  );
  expect(readdirSync(output)).toEqual(["a.take.ndjson.gz"]);
});

test("a folder with a bad file in it is imported but for that file, and does not end well", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "a.bvh"), STILL);
  writeFileSync(join(folder, "b.bvh"), "HIERARCHY");
  const { status, stdout, stderr } = continuo(folder, "-o", join(folder, "out"));
  expect(status).toBe(1);
  expect(stdout).toContain("1 of 2 files");
  expect(stderr).toBe(
    `${folder}/b.bvh:1: the file ends, expected ROOT\nerror: 1 of 2 files could not be imported\n`,
  );
});

test.each([
  [["x.bvh", "-o", "out"], "error: x.bvh: cannot be read (ENOENT"],
  [["x.bvh"], "error: required option '-o, --output <dir>' not specified"],
  [
    ["x.bvh", "-o", "out", "--fps", "fast"],
    "error: option '--fps <n>' argument 'fast' is invalid. Found \"fast\", expected a number",
  ],
  [
    ["x.json", "-o", "out", "--size", "1920"],
    "error: option '--size <WxH>' argument '1920' is invalid. Found \"1920\", expected width and height, such as 1920x1080",
  ],
  [
    ["x.bvh", "-o", "out", "--split", "none.json"],
    "error: none.json: is not there, expected a JSON file of a split",
  ],
])("%j ends with 1 and one line that says why", (args, line) => {
  const { status, stdout, stderr } = continuo(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.split("\n")).toEqual([expect.stringContaining(line), ""]);
  expect(existsSync("out")).toBe(false);
});
