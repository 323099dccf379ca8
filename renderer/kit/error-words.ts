import { MAX_LABEL } from "../../shared/messages.ts";

/** What went wrong, in one line that a report may hold. */
export function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message || error.name : String(error);
  return words.split("\n")[0]!.slice(0, MAX_LABEL);
}
