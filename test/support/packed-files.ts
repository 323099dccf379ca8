import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../main/system/files/paths.ts";

/** The files of the tarball, as npm lists them. */
export function filesOfTarball(): string[] {
  const said = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: projectRoot,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ files }] = JSON.parse(said) as [{ files: readonly { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

/** electron-builder's own, as far as it is used here; it has no types for them. */
interface Builder {
  getMainFileMatchers(
    from: string,
    to: string,
    expand: (text: string) => string,
    ofPlatform: object,
    packager: object,
    out: string,
    compiled: boolean,
  ): [{ createFilter(): (file: string, stats: { isDirectory(): boolean }) => boolean }];
}

/** Our files in the desktop app, as electron-builder chooses them by electron-builder.yml; without node_modules. */
export function filesOfDesktopApp(): string[] {
  const require = createRequire(import.meta.resolve("app-builder-lib/package.json"));
  const { getMainFileMatchers } = require("./out/fileMatcher.js") as Builder;
  const yaml = require("js-yaml") as { load(text: string): object };
  const config = yaml.load(readFileSync(join(projectRoot, "electron-builder.yml"), "utf8")) as {
    readonly directories: Readonly<Record<"output" | "buildResources", string>>;
  };
  const info = {
    projectDir: projectRoot,
    buildResourcesDir: config.directories.buildResources,
    isPrepackedAppAsar: false,
    config,
    debugLogger: { isEnabled: false },
  };
  const out = join(projectRoot, config.directories.output);
  const [matcher] = getMainFileMatchers(projectRoot, out, (text) => text, {}, { info }, out, false);
  const chosen = matcher.createFilter();
  const walk = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path === "node_modules" || !chosen(join(projectRoot, path), entry)) return [];
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk("").sort();
}
