import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Path of the Electron program; null while it was not downloaded. Asking the package itself would start a download. */
export function electronProgram(): string | null {
  const folder = electronPackage();
  if (folder === null) return null;
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, "dist"), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** The package's own program that downloads Electron; null where the package is not installed. */
export function electronInstaller(): string | null {
  const folder = electronPackage();
  return folder && join(folder, "install.js");
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
