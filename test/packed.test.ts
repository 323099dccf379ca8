import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../main/system/files/paths.ts";
import { filesOfDesktopApp, filesOfTarball } from "./support/packed-files.ts";

/*
 * What leaves the house: the tarball of `npm pack` and the desktop app. Both are looked at after a build, as `npm test`
 * makes it.
 */

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

/** The modules of the build that the given ones import or start, in processes and threads of their own. */
function reachedFrom(entries: readonly string[]): string[] {
  const reached = new Set(entries);
  for (const path of reached) {
    const beside = /\bmoduleBeside\(import\.meta\.url, "([\w-]+)"\)/g;
    const code = read(path);
    const named = [
      ...[...code.matchAll(/(?:\bfrom |\bimport\(|^import )"(\.[^"\n]+)"/gm)].map(([, name]) => name!),
      ...[...code.matchAll(beside)].map(([, name]) => `./${name}.js`),
    ];
    for (const name of named) reached.add(join(dirname(path), name));
  }
  return [...reached];
}

/** What the sources open below the folder of package.json; not what makes their documents, or lies beside it. */
function openedBySources(): string[] {
  return globSync("main/**/*.ts", { cwd: projectRoot })
    .filter((file) => !file.startsWith(join("main", "docs")))
    .flatMap((file) => [...read(file).matchAll(/\bjoin\(projectRoot, ("[^)]*")\)/g)])
    .map(([, names]) => join(...(JSON.parse(`[${names}]`) as string[])))
    .filter((path) => !path.startsWith(".."));
}

const isPage = (path: string) => /\.(html|css|js)$/.test(path);

/** Of a folder that is opened: what a page loads, or all of it. */
function filesIn(path: string): string[] {
  if (!statSync(join(projectRoot, path)).isDirectory()) return [path];
  const all = globSync(`${path}/**/*.*`, { cwd: projectRoot });
  return /^(renderer|dist)/.test(path) ? all.filter(isPage) : all;
}

const MODELS = ["first", "fact", "phrases"].flatMap((name) =>
  ["manifest.json", "weights.bin"].map((file) => join("models", name, file)),
);

const CASES: readonly [string, () => string[], readonly string[]][] = [
  ["the tarball", filesOfTarball, ["dist/main/cli.js"]],
  ["the desktop app", filesOfDesktopApp, ["dist/main/electron.js", "dist/main/cli.js"]],
];

describe.each(CASES)("%s", (_, list, entries) => {
  const files = list();

  test("has what the running program opens", () => {
    expect(existsSync(join(projectRoot, "dist/page/stage.js")), "npm run build comes first").toBe(true);
    const modules = reachedFrom(entries);
    expect(modules.length).toBeGreaterThan(300);
    const opened = openedBySources().flatMap(filesIn);
    expect(opened).toContain(join("assets", "osc", "eos.json"));
    expect(opened).toContain(join("dist", "page", "stage.js"));
    const missing = [...modules, ...opened, ...MODELS].filter((path) => !files.includes(path));
    expect(missing).toEqual([]);
  });

  test("has nothing of tests, sources or documents", () => {
    const strays = files.filter((path) =>
      /(^|\/)test\/|\.(tsx?|map|tsbuildinfo)$|\/checkpoint\/|models\/peers|main\/docs/.test(path),
    );
    expect(strays).toEqual([]);
  });
});
