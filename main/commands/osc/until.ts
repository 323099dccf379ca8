import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Seconds } from "../../../shared/pose.ts";

/** Resolves after so many seconds, or with Ctrl-C; without a number only with Ctrl-C. */
export async function until(seconds: Seconds | undefined): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const ends = ["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal }));
  if (seconds !== undefined) ends.push(sleep(seconds * 1000, [], { signal }));
  await Promise.race(ends);
  stop.abort();
  await Promise.allSettled(ends);
}
