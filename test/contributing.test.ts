import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../main/system/files/paths.ts";

const text = readFileSync(join(projectRoot, "CONTRIBUTING.md"), "utf8");

test("every file and folder that CONTRIBUTING names exists", () => {
  const named = [...text.matchAll(/`((?:main|renderer|shared|test|assets|models)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test("the tree in CONTRIBUTING has every room of main/", () => {
  const rooms = readdirSync(join(projectRoot, "main"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(rooms.map(({ name }) => name).filter((name) => !text.includes(`      ${name}/ `))).toEqual([]);
});
