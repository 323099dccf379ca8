import type { Clock } from "../../../shared/clock.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { machineClock } from "../clock.ts";
import { printable } from "./printable.ts";

/** Characters of a line; a page or a file can say as much as it likes. */
const LONGEST = 1000;

/** Lines for whoever runs the installation: few, and each worth reading. A command's result is not written here. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** A log that writes at most one line per key and `every` seconds, and says how many it kept back. */
  limited(key: string, every: Seconds): Log;
}

export interface LogOptions {
  readonly stream: { write(text: string): unknown };
  readonly clock?: Clock;
}

interface Gate {
  openAt: Seconds;
  kept: number;
}

export function createLog({ stream, clock = machineClock }: LogOptions): Log {
  const gates = new Map<string, Gate>();

  // Whatever a line quotes, it stays one line, and no terminal obeys it.
  const write = (line: string) => void stream.write(`${printable(line, LONGEST)}\n`);

  function limited(key: string, every: Seconds): Log {
    const pass = (emit: (line: string) => void) => (line: string) => {
      const gate = gates.get(key) ?? { openAt: Number.NEGATIVE_INFINITY, kept: 0 };
      gates.set(key, gate);
      if (clock.now() < gate.openAt) {
        gate.kept++;
        return;
      }
      emit(gate.kept > 0 ? `${line} (and ${gate.kept} more like it)` : line);
      gate.openAt = clock.now() + every;
      gate.kept = 0;
    };
    return { info: pass(log.info), warn: pass(log.warn), limited };
  }

  const log: Log = { info: write, warn: (line) => write(`warning: ${line}`), limited };
  return log;
}
