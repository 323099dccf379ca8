import type { EventEmitter } from "node:events";

/** What tells a host to end as a person would: Ctrl-C, whoever keeps it, and a terminal that closes. */
export const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Waits for a host's modules, which are half a second of work on a slow machine. A signal meanwhile ends the program at
 * once, and as planned: nothing is open yet.
 * @param host Node's `process`.
 */
export async function loadHost<Module>(
  loading: Promise<Module>,
  host: Pick<EventEmitter, "on" | "off"> & { exit(code: number): void } = process,
): Promise<Module> {
  const leave = () => host.exit(0);
  for (const name of END_SIGNALS) host.on(name, leave);
  try {
    return await loading;
  } finally {
    // The host listens by then: a signal that came while nobody did for a moment would be lost.
    setImmediate(() => {
      for (const name of END_SIGNALS) host.off(name, leave);
    });
  }
}
