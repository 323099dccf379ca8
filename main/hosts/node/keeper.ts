import { type ChildProcess, fork } from "node:child_process";
import type { EventEmitter } from "node:events";
import { backoff } from "../../system/backoff.ts";
import type { Log } from "../../system/log/log.ts";
import { pause } from "../../system/pause.ts";
import { HOST_ENVIRONMENT, HOST_FLAGS } from "../../system/processes/host-flags.ts";
import { END_SIGNALS } from "../health/end-signals.ts";
import { KEPT } from "../health/service-manager.ts";

/** A host that was well for so long is sound: what went wrong before is forgiven. */
const SOUND_AFTER_MS = 60_000;
const LONGEST_PAUSE_MS = 60_000;

export interface KeeperParts {
  readonly fork: () => ChildProcess;
  readonly log: Log;
  /** Silence that counts as hung, milliseconds: no frame has left. */
  readonly silentMs?: number;
  /** The same before the first frame, since models load, on a slow disk for long. */
  readonly startingMs?: number;
  /** A host that has been told to end has closed everything within this, milliseconds. */
  readonly farewellMs?: number;
  /** Node's `process`, for its signals. */
  readonly host?: Pick<EventEmitter, "on" | "off">;
}

/** How one host ended. */
interface HostEnd {
  readonly code: number | null;
  readonly how: string;
  /** How long frames left; null where none did. */
  readonly wellMs: number | null;
}

/** Milliseconds before the start after the n-th end in a row: at once, then doubling up to a ceiling. */
export function hostRestartDelay(ends: number): number {
  return backoff(ends - 1, 1000, LONGEST_PAUSE_MS);
}

/**
 * Keeps the installation running where no service manager does: a host that ends otherwise than planned, or from which no
 * frames leave, is started again.
 * @returns the exit code: 0 after a planned end; the host's own where it never came to dance, which starting again would not mend.
 */
export async function keepHost(parts: KeeperParts): Promise<number> {
  const { log, host = process } = parts;
  const stop = new AbortController();
  let current: ChildProcess | null = null;
  const forward = (name: NodeJS.Signals) => {
    stop.abort(name);
    // On Windows the terminal tells both, and a signal that is sent ends the host without a farewell.
    if (current && process.platform !== "win32") current.kill(name);
  };
  for (const name of END_SIGNALS) host.on(name, forward);
  try {
    let ends = 0;
    let wasWell = false;
    for (;;) {
      const { code, how, wellMs } = await oneLife(parts, stop.signal, (child) => {
        current = child;
      });
      current = null;
      // Told before it could listen, it is ended by the signal itself, and that is as planned.
      if (code === 0 || how === `signal ${stop.signal.reason}`) return 0;
      if (stop.signal.aborted) return code ?? 1;
      wasWell ||= wellMs !== null;
      if (!wasWell && code !== null) return code;
      ends = (wellMs ?? 0) >= SOUND_AFTER_MS ? 1 : ends + 1;
      const delay = hostRestartDelay(ends);
      log.warn(`the show ended (${how}); it is started again${delay > 0 ? ` in ${delay / 1000} s` : ""}`);
      await pause(delay, stop.signal);
      if (stop.signal.aborted) return 0;
    }
  } finally {
    for (const name of END_SIGNALS) host.off(name, forward);
  }
}

/** Starts a host and sees to it that it lives, until it does not. Never throws. */
function oneLife(
  { fork: start, silentMs = 30_000, startingMs = 180_000, farewellMs = 15_000 }: KeeperParts,
  stop: AbortSignal,
  onChild: (child: ChildProcess) => void,
): Promise<HostEnd> {
  return new Promise((resolve) => {
    const begun = performance.now();
    let firstAt: number | null = null;
    let heardAt = begun;
    let lookedAt = begun;
    /** Whether it is looked at as one that has been told to end. */
    let told = false;
    let why: string | null = null;
    let child: ChildProcess;
    const end = (code: number | null, how: string) => {
      clearInterval(looking);
      resolve({ code, how: why ?? how, wellMs: firstAt === null ? null : heardAt - firstAt });
    };
    const look = () => {
      const now = performance.now();
      // Where this process, or the whole machine, slept, nobody could be heard.
      if (now - lookedAt > silentMs / 2) heardAt = now;
      lookedAt = now;
      if (stop.aborted && !told) {
        told = true;
        heardAt = now;
      }
      const patience = stop.aborted ? farewellMs : firstAt === null ? startingMs : silentMs;
      if (now - heardAt <= patience) return;
      why ??= `no frames left for ${Math.round((now - heardAt) / 1000)} s`;
      killWhole(child);
    };
    const looking = setInterval(look, Math.min(1000, silentMs / 4));
    try {
      child = start();
    } catch (error) {
      end(null, (error as Error).message);
      return;
    }
    onChild(child);
    child.on("message", () => {
      // That frames still leave is no sign that it ends.
      if (stop.aborted) return;
      heardAt = performance.now();
      firstAt ??= heardAt;
    });
    child.on("error", (error) => {
      if (child.pid === undefined) end(null, error.message);
    });
    child.once("exit", (code, signal) => end(code, signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

/** With all that it started: it leads a process group. */
function killWhole(child: ChildProcess): void {
  try {
    if (process.platform !== "win32" && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** This program once more, with the same arguments but one, in a process group of its own so that signals come by us alone. */
export function forkSelf(but: string): ChildProcess {
  const [, entry = "", ...args] = process.argv;
  return fork(
    entry,
    args.filter((arg) => arg !== but),
    {
      detached: process.platform !== "win32",
      env: { ...HOST_ENVIRONMENT, ...process.env, [KEPT]: "1" },
      execArgv: [...HOST_FLAGS, ...process.execArgv],
    },
  );
}
