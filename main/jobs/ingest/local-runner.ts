import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import type { JobChild } from "../../process/job-child.ts";
import { UserError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";
import { ShotChild, type ShotChildOptions } from "./shot-child.ts";
import type { ShotRunner } from "./shot-runner.ts";

/** A shot whose process ends is tried so often. */
const TRIES = 2;
/** So many processes in a row that end before a shot is done: it is not the shots. */
const MOST_ENDS = 6;

export interface LocalRunnerParts extends ShotChildOptions {
  /** How many at a time. */
  readonly workers: number;
  /** Starts a process. @param entry path of its program */
  readonly spawn: (entry: string) => JobChild;
}

/** Does shots in child processes of this machine: each has one at a time, so that a crash costs one try of one shot. */
export class LocalRunner implements ShotRunner {
  readonly #parts: LocalRunnerParts;

  constructor(parts: LocalRunnerParts) {
    this.#parts = parts;
  }

  async run(
    tasks: readonly ShotTask[],
    onOutcome: (outcome: ShotOutcome) => void,
    context: JobContext,
  ): Promise<void> {
    context.signal.throwIfAborted();
    const failed = new AbortController();
    const signal = AbortSignal.any([context.signal, failed.signal]);
    const work = new Work(tasks, onOutcome, { ...context, signal });
    const { workers, spawn, ...options } = this.#parts;
    const ends = await Promise.allSettled(
      Array.from({ length: Math.min(workers, tasks.length) }, async () => {
        const child = new ShotChild(spawn, options);
        try {
          await work.by(child);
        } catch (error) {
          failed.abort(error);
          throw error;
        } finally {
          await child.close();
        }
      }),
    );
    context.signal.throwIfAborted();
    for (const end of ends) if (end.status === "rejected") throw failed.signal.reason;
  }
}

/** Shots that wait. */
class Work {
  readonly #waiting: { readonly task: ShotTask; readonly tries: number }[];
  readonly #onOutcome: (outcome: ShotOutcome) => void;
  readonly #context: JobContext;
  /** Processes that ended in a row without anything done between. */
  #ends = 0;

  constructor(tasks: readonly ShotTask[], onOutcome: (outcome: ShotOutcome) => void, context: JobContext) {
    this.#waiting = tasks.map((task) => ({ task, tries: 0 }));
    this.#onOutcome = onOutcome;
    this.#context = context;
  }

  /** One shot after the other until none waits. */
  async by(child: ShotChild): Promise<void> {
    const { signal, report, note } = this.#context;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { task, tries } = next;
      try {
        const outcome = await child.do(task, {
          signal,
          report: (progress) => report({ ...progress, details: [task.stem] }),
        });
        this.#ends = 0;
        this.#onOutcome(outcome);
      } catch (error) {
        signal.throwIfAborted();
        const { message } = error as Error;
        if (++this.#ends >= MOST_ENDS)
          throw new UserError(`processes that do shots end one after the other; the last: ${message}`);
        if (tries + 1 < TRIES) {
          note(`${message}; it is tried once more`);
          this.#waiting.unshift({ task, tries: tries + 1 });
        } else this.#onOutcome(faultOf(task, `${message}; it was tried ${TRIES} times`));
      }
    }
  }
}

/** The outcome of a shot that could not be done at all. */
const faultOf = (task: ShotTask, fault: string): ShotOutcome => ({
  ...{ task, frames: 0, fps: 0, take: null, kept: [], rejected: [], people: [], camera: null },
  fault: printable(fault, 400),
});
