import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../main/system/files/paths.ts";
import { emptyFolder } from "./support/folder.ts";

/** A project whose parts are built by writing their names into a file. */
function smallProject() {
  const folder = emptyFolder();
  const file = (name: string) => join(folder, name);
  for (const name of ["main", "renderer", "shared"]) mkdirSync(file(name));
  for (const name of ["package-lock.json", "tsconfig.json", "main/a.ts", "renderer/a.css"])
    writeFileSync(file(name), "{}");
  copyFileSync(join(projectRoot, "build.ts"), file("build.ts"));
  const part = (name: string) => [`build:${name}`, `echo ${name} >> built.txt && test ! -e broken-${name}`];
  const scripts = Object.fromEntries(["main", "preload", "page", "film"].map(part));
  writeFileSync(file("package.json"), JSON.stringify({ type: "module", scripts }));
  return {
    file,
    /** @returns exit code, and what was built since the last time */
    build(...args: string[]) {
      writeFileSync(file("built.txt"), "");
      const { status } = spawnSync(process.execPath, ["build.ts", ...args], { cwd: folder });
      return { status, built: readFileSync(file("built.txt"), "utf8").split("\n").slice(0, -1) };
    },
  };
}

test("the project is built once, and again where a file of it was changed, came or went, or the last build failed", () => {
  const { file, build } = smallProject();
  const [all, nothing] = [
    { status: 0, built: ["main", "preload", "page", "film"] },
    { status: 0, built: [] },
  ];
  expect(build("--if-changed")).toEqual(all);
  expect(build("--if-changed")).toEqual(nothing);
  appendFileSync(file("renderer/a.css"), "\n");
  expect(build("--if-changed")).toEqual(all);
  writeFileSync(file("shared/b.ts"), "");
  writeFileSync(file("broken-page"), "");
  const failed = { status: 1, built: ["main", "preload", "page"] };
  expect(build("--if-changed")).toEqual(failed);
  expect(build("--if-changed")).toEqual(failed);
});

test("what earlier builds left stays, unless it is built afresh", () => {
  const { file, build } = smallProject();
  mkdirSync(file("dist"));
  writeFileSync(file("dist/left.js"), "");
  build();
  expect(existsSync(file("dist/left.js"))).toBe(true);
  expect(build("--afresh").built).toHaveLength(4);
  expect(existsSync(file("dist/left.js"))).toBe(false);
});
