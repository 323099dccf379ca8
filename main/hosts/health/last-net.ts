import type { EventEmitter } from "node:events";
import type { Clock } from "../../../shared/clock.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Between two that are told: a fault in what happens thirty times a second would fill the log. */
const TOLD_EVERY: Seconds = 10;

export interface LastNetParts {
  /** Node's `process`. */
  readonly host: Pick<EventEmitter, "on" | "off">;
  readonly clock: Clock;
  /** One line, at a limited rate, which says how many there have been. */
  readonly tell: (line: string) => void;
  /** The stack behind the line, for whoever mends the fault. */
  readonly explain: (stack: string) => void;
  /** After each: what was interrupted half-way is looked after. */
  readonly onCaught: () => void;
}

/**
 * Stands under everything in the host: an error that nobody caught ends what threw it, and not the show.
 * @returns takes the net away.
 */
export function spreadLastNet({ host, clock, tell, explain, onCaught }: LastNetParts): () => void {
  let caught = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const onError = (error: unknown) => {
    caught++;
    const now = clock.now();
    try {
      if (now - toldAt >= TOLD_EVERY) {
        toldAt = now;
        const count = caught > 1 ? `, the ${caught}th since the start` : "";
        tell(`a fault in the program${count}: ${lineOf(error)}; the show goes on`);
        if (error instanceof Error && error.stack) explain(error.stack);
      }
      onCaught();
    } catch {
      // Whoever is told of a fault may have the same one: it is counted, and ends here.
    }
  };
  host.on("uncaughtException", onError).on("unhandledRejection", onError);
  return () => void host.off("uncaughtException", onError).off("unhandledRejection", onError);
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .replace(/\s+/g, " ")
    .slice(0, 300);
}
