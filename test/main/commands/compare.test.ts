import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";

function continuo(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, "main/cli.ts"), "compare", ...args],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

const twoTakes = async (folder: string) =>
  Promise.all([
    writeDance(folder, "teacher", sineDance({ seconds: 6 })),
    writeDance(folder, "mine", sineDance({ seconds: 6, from: -0.2 })),
  ]);

test("a terminal is told in words, a program in one JSON document, and paper has a page", async () => {
  const folder = emptyFolder();
  const [teacher, mine] = await twoTakes(folder);
  const told = continuo(teacher, mine);
  expect({ status: told.status, stderr: told.stderr }).toEqual({ status: 0, stderr: "" });
  expect(told.stdout).toMatch(/^mine, beside teacher\nIt is the same phrase/);
  const page = join(folder, "report.html");
  const { status, stdout, stderr } = continuo(teacher, mine, "--json", "--due", "0", "-o", page);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { figures, due } = JSON.parse(stdout) as { figures: { late: { whole: number } }; due: number };
  expect(due).toBe(0);
  expect(Math.abs(figures.late.whole - 0.2)).toBeLessThan(0.04);
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/);
});

test.each([
  [["no.take.ndjson", "none.take.ndjson"], "error: no.take.ndjson: is not there, expected a take"],
  [["a", "b", "--speed", "9"], 'Found "9", expected a number from 0.25 to 2'],
])("%j ends with 1 and one line that says why", (args, line) => {
  const { status, stdout, stderr } = continuo(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.split("\n")).toEqual([expect.stringContaining(line), ""]);
});
