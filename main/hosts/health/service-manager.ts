import { execFile } from "node:child_process";

/** What stands above the host, and is told that it is well. */
export interface Above {
  /** Often, and only while frames leave. */
  well(): void;
}

/** Spawns no more often than this, milliseconds: the watchdog's time is some seconds at least. */
const AT_LEAST_MS = 1000;

/**
 * systemd, where it started us (`Type=notify`): READY=1 with the first frame, and WATCHDOG=1 three times in WatchdogSec.
 * Node has no datagram sockets of the system's own, so its program `systemd-notify` speaks for us; that is another
 * process, so the unit needs `NotifyAccess=all`. null where nobody asked to be told.
 */
export function systemd(env: NodeJS.ProcessEnv, onFailure: (line: string) => void): Above | null {
  if (!env.NOTIFY_SOCKET) return null;
  const watchdogMs = Number(env.WATCHDOG_USEC ?? 0) / 1000;
  let ready = false;
  let busy = false;
  let failed = false;
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    well() {
      const due = watchdogMs > 0 && performance.now() - saidAt >= Math.max(AT_LEAST_MS, watchdogMs / 3);
      if (busy || (ready && !due)) return;
      saidAt = performance.now();
      execFile(
        "systemd-notify",
        ["READY=1", "WATCHDOG=1"],
        { env, timeout: 5000, killSignal: "SIGKILL" },
        (error) => {
          busy = false;
          if (!error) ready = true;
          if (error && !failed)
            onFailure(
              `systemd could not be told that the show is well (${error.message.split("\n", 1)[0]}); it may restart it`,
            );
          failed = error !== null;
        },
      );
      // Only now: where there is no memory for a process, that is thrown.
      busy = true;
    },
  };
}

/** Set for a host that `start --supervise` keeps. */
export const KEPT = "CONTINUO_KEPT";

/** The process of `start --supervise`, which is told over Node's own channel; null where there is none. */
export function keeperAbove(host: NodeJS.Process): Above | null {
  if (!host.env[KEPT] || !host.send) return null;
  return {
    well() {
      if (host.connected) host.send?.({ tag: "well" }, undefined, undefined, () => {});
    },
  };
}
