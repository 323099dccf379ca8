import type { EventEmitter } from "node:events";
import { machineClock } from "../system/clock.ts";
import type { Job } from "../system/job.ts";
import { Interruption, interruptible } from "../system/processes/interruption.ts";
import { ProgressPrinter, type TextStream } from "./progress-printer.ts";

/** What the command line needs of Node's `process`. */
export interface Terminal extends Pick<EventEmitter, "on" | "off"> {
  readonly stderr: TextStream;
  exitCode?: number | string | null | undefined;
}

export interface Outcome<Result> {
  readonly result: Result;
  /** The result is of what was done until then. */
  readonly interrupted: boolean;
}

/**
 * Runs a job for the command line: progress and notes go to stderr; Ctrl-C or SIGTERM stops the job, and the exit code
 * says so.
 * @throws what the job throws; Interruption when it was stopped before there was a result.
 */
export function runJob<Options, Result>(
  job: Job<Options, Result>,
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Result>> {
  const printer = new ProgressPrinter(terminal.stderr, machineClock);
  return interruptible(terminal, async (signal) => {
    try {
      const result = await job(options, {
        signal,
        report: (progress) => printer.report(progress),
        note: (line) => printer.note(line),
      });
      if (signal.reason instanceof Interruption) terminal.exitCode = signal.reason.exitCode;
      return { result, interrupted: signal.aborted };
    } finally {
      printer.end();
    }
  });
}
