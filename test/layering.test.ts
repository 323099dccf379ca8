import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { projectRoot } from "../main/system/paths.ts";

/*
 * The folders as rooms, the imports as arrows: they run one way, from the entries down to shared/. An import of types
 * alone is an arrow too.
 */

const ENTRIES = [
  "main/cli.ts",
  "main/electron.ts",
  "main/serve.ts",
  "main/preload.ts",
  "renderer/stage.ts",
  "renderer/bench.ts",
  "renderer/desk.ts",
];

/** What each room may import beyond itself, as beginnings of paths or packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "shared/": [],
  "main/engine/": ["shared/", "@litertjs/core", "@tensorflow/", "pure-rand"],
  "renderer/": ["shared/", "pixi.js", "valibot", "@tensorflow/", "@tensorflow-models/", "@mediapipe/"],
  "main/": ["shared/", "node:", "package"],
};

/** The shell with its parts, and the IPC links: to the pages, and to the engine's process from either end. */
const MAY_IMPORT_ELECTRON = [
  "main/electron.ts",
  "main/desktop/",
  "main/preload.ts",
  "main/link/ipc.ts",
  "main/hosts/electron/utility-process.ts",
  "main/process/host-port.ts",
];

/** Time, chance and the outside world enter the engine as arguments. */
const NOT_IN_ENGINE = [
  "Date",
  "performance",
  "Math.random",
  "crypto",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "requestAnimationFrame",
  "process",
  "require",
  "console",
  "fetch",
  "document",
  "window",
  "navigator",
  "self",
  "globalThis",
];

const files = globSync(["main/**/*.ts", "renderer/**/*.ts", "shared/**/*.ts"], { cwd: projectRoot }).sort();
const sources = new Map(files.map((file) => [file, readFileSync(join(projectRoot, file), "utf8")]));

/** Every module that a file names: static, dynamic, re-exported, for its types alone. */
function importsOf(file: string): string[] {
  const code = sources.get(file) ?? "";
  const named =
    /^import\s+"([^"\n]+)"|^(?:import|export)\b[^"=;]*?\bfrom\s+"([^"\n]+)"|\bimport\(\s*"([^"\n]+)"/gm;
  return [...code.matchAll(named)].map(([, alone, from, dynamic]) => {
    const specifier = alone ?? from ?? dynamic ?? "";
    return specifier.startsWith(".")
      ? relative(projectRoot, join(projectRoot, dirname(file), specifier))
      : specifier;
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

test("the graph is seen: what must be there is there", () => {
  expect(graph.get("main/cli.ts")).toEqual(["main/commands/program.ts"]);
  expect(graph.get("main/commands/program.ts")).toContain("main/commands/doctor.ts");
  expect(graph.get("main/outputs/output.ts")).toEqual(["shared/stage.ts"]);
});

test("each room imports only what it may", () => {
  const strays = [...graph].flatMap(([file, imports]) => {
    const [room, allowed] = Object.entries(MAY_IMPORT).find(([name]) => file.startsWith(name)) ?? ["", []];
    const mayImport = (path: string) =>
      path.startsWith(room) ||
      allowed.some((beginning) => path.startsWith(beginning)) ||
      (allowed.includes("package") && !/^(main|renderer|shared|test)\//.test(path));
    return imports.filter((path) => !mayImport(path)).map((path) => `${file} -> ${path}`);
  });
  expect(strays).toEqual([]);
});

test("only the Electron shell imports electron", () => {
  const importers = [...graph].filter(([, imports]) => imports.some((path) => /^electron(\/|$)/.test(path)));
  const may = (file: string) => MAY_IMPORT_ELECTRON.some((place) => file.startsWith(place));
  expect(importers.map(([file]) => file).filter((file) => !may(file))).toEqual([]);
});

test("no imports go round in a circle", () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) if (graph.has(next)) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("the engine reads no clock, rolls no dice and touches no host", async () => {
  // esbuild replaces these names only where they are the global ones.
  const define = Object.fromEntries(
    NOT_IN_ENGINE.map((name) => [name, `forbidden_${name.replace(".", "_")}`]),
  );
  const strays: string[] = [];
  for (const file of files.filter((one) => one.startsWith("main/engine/"))) {
    const { code } = await transform(sources.get(file) ?? "", { loader: "ts", define });
    for (const [, name] of code.matchAll(/\bforbidden_(\w+)/g)) strays.push(`${file}: ${name}`);
  }
  expect(strays).toEqual([]);
});

test("entries are short and export nothing", () => {
  for (const file of ENTRIES) {
    const code = sources.get(file);
    if (code === undefined) continue;
    expect(code.split("\n").length, file).toBeLessThan(100);
    expect(code, file).not.toMatch(/^export (?!\{\};)/m);
  }
});
