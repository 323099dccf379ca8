import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Seconds } from "../../../shared/pose.ts";

/**
 * Resolves after so many seconds, or with Ctrl-C; without a number only with Ctrl-C.
 * @param fault ends it as well, and is what it then rejects with.
 */
export async function until(seconds: Seconds | undefined, fault?: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const ends = ["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal }));
  if (seconds !== undefined) ends.push(sleep(seconds * 1000, [], { signal }));
  try {
    await Promise.race(fault ? [...ends, fault] : ends);
  } finally {
    stop.abort();
    await Promise.allSettled(ends);
  }
}
