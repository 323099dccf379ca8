import { setImmediate } from "node:timers/promises";

/** How far long work is. Plain data: a terminal can print it, and a page or another machine can be sent it. */
export interface Progress {
  /** What is going on, for example "tracking". */
  readonly phase: string;
  /** What is counted, in the singular, for example "frame". */
  readonly unit: string;
  readonly done: number;
  /** null where it is not known. */
  readonly total: number | null;
  /** More figures in words, for example "loss 1.2". */
  readonly details?: readonly string[];
}

/** What a job tells whoever started it, and hears from there. */
export interface JobContext {
  /** Aborts when the job is to stop. */
  readonly signal: AbortSignal;
  /** May be called for every step: who listens shows as much of it as makes sense. */
  readonly report: (progress: Progress) => void;
  /** One line worth keeping, such as what was opened, or what was left out and why. */
  readonly note: (line: string) => void;
}

/**
 * Long work that runs the same from the command line, a page or another machine. Its options are plain data. A job that
 * is stopped keeps what is done and returns its result so far; where there is none it throws the signal's reason.
 */
export type Job<Options, Result> = (options: Options, context: JobContext) => Promise<Result>;

/** Tells progress at most once in so many milliseconds, but for the first and the last of a phase. */
export function throttled(tell: JobContext["report"], everyMs: number): JobContext["report"] {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - told < everyMs && progress.done !== progress.total) return;
    told = now;
    tell(progress);
  };
}

/**
 * One step more of work that computes without waiting: signals are heard only when the event loop turns, as it does here.
 * @throws the signal's reason when the work is to stop.
 */
export async function step({ signal, report }: JobContext, progress: Progress): Promise<void> {
  report(progress);
  await setImmediate();
  signal.throwIfAborted();
}
