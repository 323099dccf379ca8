import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";

/** Path of the first of these programs that is there, by its path or on PATH; null when none is. */
export function firstOnPath(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = names.flatMap((name) =>
    name === basename(name) ? folders.map((folder) => join(folder, name)) : [name],
  );
  if (process.platform === "win32") places.push(...places.map((place) => `${place}.exe`));
  return places.find((path) => existsSync(path)) ?? null;
}

const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

/** Where they are installed on systems whose programs are not on PATH. */
function chromiumPlaces(): readonly string[] {
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform !== "win32") return [];
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  const folders = [ProgramFiles, process.env["ProgramFiles(x86)"], LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  return ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].flatMap(
    (program) => folders.map((folder) => join(folder, program)),
  );
}

/** Path of a Chromium, Chrome or Edge of this machine; null where there is none. */
export function chromiumProgram(): string | null {
  return firstOnPath(CHROMIUMS) ?? chromiumPlaces().find((place) => existsSync(place)) ?? null;
}

/**
 * Path of the Electron program; null while it is not downloaded. The package's own function would start a download.
 * ELECTRON_OVERRIDE_DIST_PATH names the folder of another Electron, as it does for the package.
 */
export function electronProgram(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? within(electronPackage(), "dist");
  const program = within(folder, downloadedName() ?? "electron");
  return program !== null && existsSync(program) ? program : null;
}

/** The program's name differs from system to system; the download leaves it in a file. */
function downloadedName(): string | null {
  const file = within(electronPackage(), "path.txt");
  return file !== null && existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

/** The package's own program that downloads Electron; null where the package is not installed. */
export function electronInstaller(): string | null {
  return within(electronPackage(), "install.js");
}

/** The command that brings Electron, where its program is not here. Without the package npx would take a stranger's. */
export function electronCommand(): string {
  return electronPackage() === null ? "npm install electron" : "npx install-electron";
}

/** Whether there is a screen that a window could open on. */
export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env.WAYLAND_DISPLAY || process.env.DISPLAY);
}

function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  } catch {
    return null;
  }
}

function within(folder: string | null, name: string): string | null {
  return folder && join(folder, name);
}
