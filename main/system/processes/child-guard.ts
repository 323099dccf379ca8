import { type ChildProcess, spawn } from "node:child_process";

/** Waits for a line that never comes; when its stdin ends, whoever would have written it has ended, in whatever way. */
const GUARD = 'read -r _; kill -9 "$1"';

/**
 * A child in a process group of its own ends with this process also where that is killed, which leaves it no time to
 * end its children: a guard beside the child holds a pipe from here. On Windows the system sees to it.
 */
export function guardChild(child: ChildProcess): void {
  if (process.platform === "win32" || child.pid === undefined || child.exitCode !== null) return;
  const guard = spawn("/bin/sh", ["-c", GUARD, "sh", String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    // Ctrl-C on the terminal must not end it before us.
    detached: true,
  });
  // Where no guard can be started the child is as safe as any other.
  guard.on("error", () => {});
  guard.stdin.on("error", () => {});
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  // The number of a process that has ended may soon be another's.
  child.once("exit", () => guard.kill("SIGKILL"));
}
