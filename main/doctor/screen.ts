import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import type { Settings } from "../config/settings.ts";
import { broken, type Check, limited, ok, type Verdict } from "./finding.ts";

type Host = Settings["host"];

/** Anything that opens a page on Linux; the other systems have a way of their own. */
const BROWSERS = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "firefox",
];

export function display(host: Host): Check {
  return {
    about: "display",
    look() {
      if (host === "none") return ok("not used");
      if (process.platform !== "linux") return ok("the desktop's");
      const found = process.env.WAYLAND_DISPLAY || process.env.DISPLAY;
      if (found) return ok(found);
      return missing(
        host === "electron",
        "none",
        "log in to a desktop; without one, open the stage's address elsewhere",
      );
    },
  };
}

export function electron(host: Host): Check {
  return {
    about: "Electron",
    look() {
      const binary = electronBinary();
      if (binary !== null) return ok(binary);
      const advice = "run: npx install-electron; until then the stage opens in the browser";
      return missing(host === "electron", "its binary was not downloaded", advice);
    },
  };
}

export function browser(host: Host): Check {
  return {
    about: "browser",
    look() {
      if (process.platform !== "linux") return ok("the desktop's");
      const found = BROWSERS.map(onPath).find((path) => path !== null);
      if (found) return ok(found);
      return missing(host === "browser", "none on PATH", "run: sudo apt-get install chromium");
    },
  };
}

function missing(needed: boolean, found: string, advice: string): Verdict {
  return needed ? broken(found, advice) : limited(found, advice);
}

/** Path of the Electron program; null while it was not downloaded. Asking the package itself would start a download. */
function electronBinary(): string | null {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, "dist"), name);
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

function onPath(program: string): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}
