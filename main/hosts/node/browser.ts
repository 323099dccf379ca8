import { spawn } from "node:child_process";
import { once } from "node:events";
import { hasDisplay } from "../../system/programs.ts";

/** The system's own way to open an address in the default browser. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  // `start` belongs to the shell, and takes its first quoted word for a title.
  win32: ["cmd", "/c", "start", '""'],
};

/** Opens the default browser. False when there is none to open, or when BROWSER=none says that none should. */
export async function openBrowser(address: string): Promise<boolean> {
  if (!hasDisplay() || process.env.BROWSER === "none") return false;
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  child.unref();
  try {
    await once(child, "spawn");
    return true;
  } catch {
    return false;
  }
}
