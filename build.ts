/*
 * ENTRY: `npm run build`. With --if-changed, as before `npm start`, only when something that the build reads is not as
 * it was at the last one; with --afresh, as before `npm pack`, without anything that is left of earlier ones.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = import.meta.dirname;
const DIST = join(ROOT, "dist");
/** What the last build read. */
const NOTE = join(DIST, "built-from.txt");
const FOLDERS = ["main", "renderer", "shared"];
const FILES = ["build.ts", "package.json", "package-lock.json", "tsconfig.json"];

/** Of all names, sizes and times of change: switching to an older file is a change too. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  for (const file of [...sources.sort(), ...FILES]) {
    const stats = statSync(join(ROOT, file));
    if (stats.isFile()) hash.update(`${file} ${stats.size} ${stats.mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function lastBuilt(): string | null {
  try {
    return readFileSync(NOTE, "utf8");
  } catch {
    return null;
  }
}

// Before the build: what is changed while it runs is built the next time.
const now = fingerprint();
if (!process.argv.includes("--if-changed") || lastBuilt() !== now) {
  rmSync(process.argv.includes("--afresh") ? DIST : NOTE, { recursive: true, force: true });
  try {
    for (const part of ["main", "preload", "page", "film"])
      execFileSync(process.execPath, ["--run", `build:${part}`], { cwd: ROOT, stdio: "inherit" });
    mkdirSync(DIST, { recursive: true });
    writeFileSync(NOTE, now);
  } catch {
    // What is wrong has been said by the part.
    process.exitCode = 1;
  }
}
