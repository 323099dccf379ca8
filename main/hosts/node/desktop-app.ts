import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { UserError } from "../../system/errors.ts";
import { projectRoot } from "../../system/files/paths.ts";
import type { Log } from "../../system/log/log.ts";
import {
  electronCommand,
  electronInstaller,
  electronProgram,
  hasDisplay,
} from "../../system/processes/programs.ts";
import { END_SIGNALS } from "../health/end-signals.ts";
import { KEPT } from "../health/service-manager.ts";

/** A crash within this time means that Electron cannot run here: a missing library, or a forbidden sandbox. */
const STARTUP_MS = 10_000;
/** Exit code of the dynamic linker when a shared library is missing. */
const NOT_FOUND = 127;

/**
 * Runs the desktop app with the same arguments, until it ends.
 * @param required `--host electron` was given: Electron is downloaded if missing, and failure to start is an error.
 * @returns its exit code, as a shell would give it after a signal; null when it cannot run here (logged).
 * @throws UserError when it is required and cannot be started.
 */
export async function runDesktopApp(
  args: readonly string[],
  required: boolean,
  log: Log,
): Promise<number | null> {
  const cannot = (why: string): null => {
    if (required)
      throw new UserError(
        `--host electron: ${why}; expected a machine where Electron starts, or --host browser`,
      );
    log.info(`no desktop app (${why}); the browser shows the stage`);
    return null;
  };
  if (!hasDisplay()) return cannot("there is no display");
  const program = electronProgram() ?? (required ? await download(log) : null);
  if (program === null) return cannot(`Electron is not here; \`${electronCommand()}\` brings it`);
  const entry = join(projectRoot, "dist/main/electron.js");
  if (!existsSync(entry)) return cannot(`${entry} is missing; \`npm run build\` makes it`);

  const began = performance.now();
  // Kept by `start --supervise`: the app says to it that it is well, by us.
  const kept = process.env[KEPT] !== undefined && process.send !== undefined;
  const child = spawn(program, [entry, ...args], {
    stdio: ["inherit", "inherit", "inherit", ...(kept ? (["ipc"] as const) : [])],
  });
  child.on("message", (message) => process.send?.(message, undefined, undefined, () => {}));
  let stopped = false;
  const forward = (signal: NodeJS.Signals) => {
    stopped = true;
    child.kill(signal);
  };
  const leave = () => forward("SIGTERM");
  for (const name of END_SIGNALS) process.on(name, forward);
  if (kept) process.on("disconnect", leave).channel?.unref();
  // It may have ended before anybody listened.
  if (kept && !process.connected) leave();
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    // A signal sent by the user during startup is no crash: do not fall back to the browser.
    const early = !stopped && performance.now() - began < STARTUP_MS;
    if (early && (signal || code === NOT_FOUND))
      return cannot(`Electron ended with ${signal ?? `code ${code}`}`);
    return signal ? 128 + constants.signals[signal] : (code ?? 1);
  } catch (error) {
    return cannot((error as Error).message);
  } finally {
    for (const name of END_SIGNALS) process.off(name, forward);
    process.off("disconnect", leave);
  }
}

async function download(log: Log): Promise<string | null> {
  const installer = electronInstaller();
  if (installer === null) return null;
  log.info("downloading Electron, about 110 MB, once");
  const child = spawn(process.execPath, [installer], { stdio: ["ignore", "ignore", "inherit"] });
  await once(child, "exit").catch((error: Error) => log.warn(`Electron's installer: ${error.message}`));
  return electronProgram();
}
