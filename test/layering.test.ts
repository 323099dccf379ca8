import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { projectRoot } from "../main/system/files/paths.ts";

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
  "renderer/desk.ts",
  "renderer/bench.ts",
  "renderer/film.ts",
  "renderer/ears-worker.ts",
  "renderer/ears-worklet.ts",
];

interface Room {
  /** The rooms that it may import, all of them lines above its own. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Every room of main/, from the bottom up. A room may import no other rooms and packages than its line says. */
const ROOMS: Readonly<Record<string, Room>> = {
  system: { rooms: ["shared"], packages: ["node:"] },
  schema: { rooms: ["system"], packages: ["valibot"] },
  service: { rooms: ["system"], packages: ["node:"] },
  music: { rooms: ["shared", "schema"], packages: ["valibot"] },
  monitoring: { rooms: ["shared", "system", "schema"], packages: ["node:", "prom-client", "valibot"] },
  hours: { rooms: ["schema"], packages: ["valibot"] },
  motion: { rooms: ["shared"], packages: ["ml-matrix", "pure-rand"] },
  coaching: { rooms: ["shared", "motion"], packages: [] },
  generators: { rooms: ["shared", "motion"], packages: ["@tensorflow/tfjs-core", "ml-matrix", "valibot"] },
  engine: { rooms: ["shared", "schema", "motion", "coaching", "generators"], packages: ["valibot"] },
  archive: {
    rooms: ["shared", "system", "schema", "motion", "coaching"],
    packages: ["node:", "csv-parse", "umap-js", "valibot", "yauzl"],
  },
  queue: {
    rooms: ["shared", "system", "schema", "archive"],
    packages: ["node:", "bullmq", "ioredis", "valibot"],
  },
  inputs: { rooms: ["shared", "system", "schema", "motion", "archive"], packages: ["node:", "valibot"] },
  runtime: {
    rooms: ["shared", "system", "schema", "generators", "engine", "archive"],
    packages: [
      "node:",
      "@litertjs/core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-layers",
      "valibot",
    ],
  },
  pictures: {
    rooms: ["shared", "motion", "coaching"],
    packages: ["node:", "@resvg/resvg-js", "vega", "vega-lite"],
  },
  outputs: {
    rooms: ["shared", "system", "schema", "motion", "archive"],
    packages: ["node:", "@jwetzell/posistagenet", "bonjour-service", "sacn", "slip", "valibot", "ws"],
  },
  cues: { rooms: ["shared", "system", "schema", "outputs"], packages: ["valibot"] },
  surface: { rooms: ["shared", "system", "schema"], packages: ["node:", "valibot"] },
  link: { rooms: ["shared", "system", "schema"], packages: ["node:", "electron", "valibot", "ws"] },
  process: {
    rooms: [
      "shared",
      "system",
      "schema",
      "motion",
      "coaching",
      "generators",
      "engine",
      "inputs",
      "runtime",
      "link",
    ],
    packages: ["node:", "valibot"],
  },
  config: {
    rooms: [
      "shared",
      "system",
      "schema",
      "music",
      "monitoring",
      "hours",
      "engine",
      "archive",
      "queue",
      "inputs",
      "runtime",
      "outputs",
      "cues",
      "surface",
      "link",
      "process",
    ],
    packages: ["node:", "commander", "valibot"],
  },
  learn: {
    rooms: [
      "shared",
      "system",
      "motion",
      "coaching",
      "generators",
      "engine",
      "archive",
      "inputs",
      "runtime",
      "pictures",
      "outputs",
      "link",
      "process",
      "config",
    ],
    packages: ["node:", "@tensorflow/tfjs-core", "ml-matrix", "playwright-core", "valibot"],
  },
  jobs: {
    rooms: [
      "shared",
      "system",
      "motion",
      "coaching",
      "generators",
      "engine",
      "archive",
      "queue",
      "inputs",
      "runtime",
      "pictures",
      "process",
      "config",
    ],
    packages: ["node:"],
  },
  doctor: {
    rooms: ["shared", "system", "hours", "inputs", "runtime", "outputs", "link", "config"],
    packages: ["node:", "uqr"],
  },
  "osc-tools": {
    rooms: ["shared", "system", "motion", "outputs", "config"],
    packages: ["node:", "osc", "slip", "valibot"],
  },
  docs: {
    rooms: [
      "shared",
      "system",
      "schema",
      "monitoring",
      "motion",
      "coaching",
      "engine",
      "archive",
      "inputs",
      "outputs",
      "cues",
      "process",
      "config",
    ],
    packages: ["node:"],
  },
  show: {
    rooms: [
      "shared",
      "system",
      "schema",
      "music",
      "monitoring",
      "hours",
      "motion",
      "coaching",
      "archive",
      "queue",
      "inputs",
      "runtime",
      "outputs",
      "cues",
      "surface",
      "link",
      "process",
      "config",
      "jobs",
    ],
    packages: ["node:", "valibot"],
  },
  hosts: {
    rooms: ["shared", "system", "runtime", "link", "process", "config", "show"],
    packages: ["node:", "@electron/fuses", "commander", "electron"],
  },
  commands: {
    rooms: [
      "shared",
      "system",
      "motion",
      "archive",
      "outputs",
      "config",
      "learn",
      "jobs",
      "doctor",
      "osc-tools",
      "service",
      "hosts",
    ],
    packages: ["node:", "commander"],
  },
};

/** Every room of renderer/, from the bottom up. The stage and the desk know nothing of each other. */
const RENDERER_ROOMS: Readonly<Record<string, Room>> = {
  kit: { rooms: ["shared"], packages: ["uqr"] },
  link: { rooms: ["shared", "kit"], packages: ["valibot"] },
  stage: {
    rooms: ["shared", "kit", "link"],
    packages: ["pixi.js", "@tensorflow-models/pose-detection"],
  },
  desk: { rooms: ["shared", "kit", "link"], packages: ["preact", "@preact/signals", "uplot"] },
};

/** The entries only choose: what they import is listed file by file. */
const ENTRY_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "main/cli.ts": ["commands"],
  "main/serve.ts": ["commands"],
  "main/electron.ts": ["hosts", "electron"],
  "main/preload.ts": ["shared", "electron"],
  "renderer/stage.ts": ["link", "stage"],
  "renderer/desk.ts": ["link", "desk"],
  "renderer/bench.ts": ["shared", "stage"],
  "renderer/film.ts": ["shared", "stage"],
  "renderer/ears-worker.ts": ["stage"],
  "renderer/ears-worklet.ts": ["stage"],
};

/** The rooms that run in any host: Node, Electron or a page. */
const HOST_INDEPENDENT = ["motion", "generators", "engine"];

/** The two hosts share everything else. */
const MAY_IMPORT_ELECTRON = [
  "main/electron.ts",
  "main/hosts/electron/",
  "main/preload.ts",
  "main/link/ipc.ts",
];

/** Time, chance and the outside world enter the flow as arguments. */
const NOT_IN_THE_FLOW = [
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

const files = globSync(["main/**/*.ts", "renderer/**/*.{ts,tsx}", "shared/**/*.ts"], {
  cwd: projectRoot,
}).sort();
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

/** The two sides, each a table of rooms. */
const SIDES: Readonly<Record<string, Readonly<Record<string, Room>>>> = {
  main: ROOMS,
  renderer: RENDERER_ROOMS,
};

/** The room of a file of ours: `shared`, a folder of main/ or renderer/, or null for an entry. */
function roomOf(path: string): string | null {
  const [top, room, ...rest] = path.split("/");
  if (!(top! in SIDES)) return top ?? null;
  return rest.length > 0 ? (room ?? null) : null;
}

const sideOf = (path: string): string => path.split("/", 1)[0]!;

const isOurs = (path: string): boolean => /^(main|renderer|shared|test)\//.test(path);

/** "node:fs" is one of "node:"; "osc/src/osc.js" is of "osc", "@litertjs/core/x" of "@litertjs/core". */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node:";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

test("every file is in a room that has its line here, or is an entry", () => {
  const strays = files.filter((file) => {
    const rooms = SIDES[sideOf(file)];
    const room = roomOf(file);
    return rooms !== undefined && (room === null ? !(file in ENTRY_IMPORTS) : !(room in rooms));
  });
  expect(strays).toEqual([]);
  for (const [side, rooms] of Object.entries(SIDES)) {
    const inhabited = new Set(files.filter((file) => sideOf(file) === side).map(roomOf));
    expect(Object.keys(rooms).filter((room) => !inhabited.has(room))).toEqual([]);
  }
  for (const entry of ENTRIES) expect(files).toContain(entry);
});

test("the rooms are in order: each names only rooms above its own line", () => {
  const upwards = Object.values(SIDES).flatMap((table) => {
    const names = ["shared", ...Object.keys(table)];
    return Object.entries(table).flatMap(([name, { rooms }]) =>
      rooms
        .filter((room) => !names.slice(0, names.indexOf(name)).includes(room))
        .map((room) => `${name} -> ${room}`),
    );
  });
  expect(upwards).toEqual([]);
});

test("each room imports only what its line says, and nothing of the other side", () => {
  const strays = [...graph].flatMap(([file, imports]) => {
    const room = roomOf(file);
    const line = SIDES[sideOf(file)]?.[room ?? ""];
    const allowed =
      room === null ? (ENTRY_IMPORTS[file] ?? []) : [...(line?.rooms ?? []), ...(line?.packages ?? [])];
    const mayImport = (path: string) => {
      if (!isOurs(path)) return allowed.includes(packageOf(path));
      const target = roomOf(path);
      const reachable = [sideOf(file), "shared"].includes(sideOf(path));
      return reachable && target !== null && (target === room || allowed.includes(target));
    };
    return imports.filter((path) => !mayImport(path)).map((path) => `${file} -> ${path}`);
  });
  expect(strays).toEqual([]);
});

test("no line allows what its room does not need", () => {
  const unused = Object.entries(SIDES).flatMap(([side, table]) =>
    Object.entries(table).flatMap(([name, { rooms, packages }]) => {
      const imports = files
        .filter((file) => sideOf(file) === side && roomOf(file) === name)
        .flatMap((file) => graph.get(file) ?? []);
      const used = new Set(imports.map((path) => (isOurs(path) ? roomOf(path) : packageOf(path))));
      return [...rooms, ...packages]
        .filter((one) => !used.has(one))
        .map((one) => `${side}/${name} -> ${one}`);
    }),
  );
  expect(unused).toEqual([]);
});

test("only the Electron host, its preload script and the IPC link import electron", () => {
  const importers = [...graph].filter(([, imports]) =>
    imports.some((path) => packageOf(path) === "electron"),
  );
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

test("the flow reads no clock, rolls no dice and touches no host", async () => {
  // esbuild replaces these names only where they are the global ones.
  const define = Object.fromEntries(
    NOT_IN_THE_FLOW.map((name) => [name, `forbidden_${name.replace(".", "_")}`]),
  );
  const strays: string[] = [];
  for (const file of files.filter((one) => HOST_INDEPENDENT.includes(roomOf(one) ?? ""))) {
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

/** Run by hand, not by the program. */
const SCRIPTS = ["main/archive/import/make-demo.ts"];

test("work reports to whoever started it, and writes to no terminal", () => {
  const strays = files.filter((file) => {
    if (!["archive", "learn", "jobs"].includes(roomOf(file) ?? "") || SCRIPTS.includes(file)) return false;
    return /\bprocess\.(stdout|stderr|on|once)\b|\bconsole\./.test(sources.get(file) ?? "");
  });
  expect(strays).toEqual([]);
});
