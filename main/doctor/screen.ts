import type { Settings } from "../config/settings.ts";
import {
  chromiumProgram,
  electronCommand,
  electronProgram,
  firstOnPath,
} from "../system/processes/programs.ts";
import { broken, type Check, type CheckResult, limited, ok } from "./finding.ts";

type Host = Settings["host"];

/** Programs that open a page on Linux; macOS and Windows always have one. */
const BROWSERS = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "firefox",
];

export function displayCheck(host: Host): Check {
  return {
    about: "display",
    run() {
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

export function electronCheck(host: Host): Check {
  return {
    about: "Electron",
    run() {
      const binary = electronProgram();
      if (binary !== null) return ok(binary);
      const advice = `run: ${electronCommand()}; until then the stage opens in the browser`;
      return missing(host === "electron", "its program is not here", advice);
    },
  };
}

export function browserCheck(host: Host): Check {
  return {
    about: "browser",
    run() {
      if (process.platform !== "linux") return ok("the desktop's");
      const found = firstOnPath(BROWSERS);
      if (found) return ok(found);
      return missing(host === "browser", "none on PATH", "run: sudo apt-get install chromium");
    },
  };
}

/** Films are drawn by it alone, whatever shows the stage. */
export const filmCheck: Check = {
  about: "films",
  run() {
    const found = chromiumProgram();
    return found
      ? ok(found)
      : limited(
          "no Chromium or Chrome, which draws them",
          "install one, for example: sudo apt-get install chromium",
        );
  },
};

function missing(needed: boolean, found: string, advice: string): CheckResult {
  return needed ? broken(found, advice) : limited(found, advice);
}
