import type { EventEmitter } from "node:events";
import { constants } from "node:os";

/** Why work was stopped from the terminal. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** As a shell has it for a program that a signal ended: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(by: "SIGINT" | "SIGTERM") {
    super("stopped before there was a result");
    this.exitCode = 128 + constants.signals[by];
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work` with a signal that aborts, with an Interruption, at Ctrl-C or SIGTERM. The second one ends the program at
 * once, as it would without us.
 * @param host Node's `process`.
 */
export async function interruptible<Result>(
  host: Pick<EventEmitter, "on" | "off">,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const interrupt = (by: (typeof SIGNALS)[number]) => {
    forget();
    stop.abort(new Interruption(by));
  };
  const forget = () => {
    for (const name of SIGNALS) host.off(name, interrupt);
  };
  for (const name of SIGNALS) host.on(name, interrupt);
  try {
    return await work(stop.signal);
  } finally {
    forget();
  }
}
