import { spawn } from "node:child_process";
import { once } from "node:events";
import { hasDisplay } from "../../system/processes/programs.ts";

/** The command that opens an address in the default browser; xdg-open elsewhere. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  // `start` is built into the shell, and takes its first quoted argument as the window title.
  win32: ["cmd", "/c", "start", '""'],
};

/** Opens the default browser. False without a display or opener, or with BROWSER=none. */
export async function openBrowser(address: string): Promise<boolean> {
  if (!hasDisplay() || process.env.BROWSER === "none") return false;
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  try {
    const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
    child.unref();
    await once(child, "spawn");
    return true;
  } catch {
    return false;
  }
}
