import { createLog, type Log } from "../../main/system/log/log.ts";
import type { Clock } from "../../shared/clock.ts";

/** A log whose lines a test can read. */
export function writtenLog(clock: Clock): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const stream = { write: (text: string) => void lines.push(text.trimEnd()) };
  return { log: createLog({ stream, clock }), lines };
}
