import { fileURLToPath } from "node:url";
import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import type { JobChild } from "../../process/job-child.ts";
import { UserError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";
import type { FromWorker, ToWorker } from "./serve-shots.ts";
import type { ShotRunner } from "./shot-runner.ts";

export const SHOT_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "shot-process"));

/** A shot whose process ends is tried so often. */
const TRIES = 2;
/** So many processes in a row that end before a shot is done: it is not the shots. */
const MOST_ENDS = 6;
/** A process that says nothing for so long hangs, in a driver or on a drive: milliseconds. */
const SILENT_MS = 300_000;
/** One that is stopped has ended by then, milliseconds. */
const STOPPED_WITHIN_MS = 3000;

export interface LocalRunnerParts {
  /** How many at a time. */
  readonly workers: number;
  /** Starts a process. @param entry path of its program */
  readonly spawn: (entry: string) => JobChild;
  readonly entry?: string;
  readonly silentMs?: number;
}

interface Waiting {
  readonly task: ShotTask;
  readonly tries: number;
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
    const waiting: Waiting[] = tasks.map((task) => ({ task, tries: 0 }));
    const failed = new AbortController();
    const work = new Work(this.#parts, waiting, onOutcome, {
      ...context,
      signal: AbortSignal.any([context.signal, failed.signal]),
    });
    const count = Math.min(this.#parts.workers, tasks.length);
    const workers = Array.from({ length: count }, () =>
      work.go().catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    const ends = await Promise.allSettled(workers);
    context.signal.throwIfAborted();
    for (const end of ends) if (end.status === "rejected") throw failed.signal.reason;
  }
}

/** Shots that wait, and the processes that take one after the other. */
class Work {
  readonly #parts: LocalRunnerParts;
  readonly #waiting: Waiting[];
  readonly #onOutcome: (outcome: ShotOutcome) => void;
  readonly #context: JobContext;
  /** Processes that ended in a row without anything done between. */
  #ends = 0;

  constructor(
    parts: LocalRunnerParts,
    waiting: Waiting[],
    onOutcome: (outcome: ShotOutcome) => void,
    context: JobContext,
  ) {
    this.#parts = parts;
    this.#waiting = waiting;
    this.#onOutcome = onOutcome;
    this.#context = context;
  }

  /** Takes shots until none waits, in one process after the other. */
  async go(): Promise<void> {
    const { signal, note } = this.#context;
    while (this.#waiting.length > 0) {
      signal.throwIfAborted();
      const lost = await this.#inOneProcess();
      if (lost === null) continue;
      const { task, tries, how } = lost;
      if (++this.#ends >= MOST_ENDS)
        throw new UserError(`processes that do shots end one after the other, the last with ${how}`);
      if (tries < TRIES) {
        note(`${task.stem}: its process ended with ${how}; it is tried once more`);
        this.#waiting.unshift({ task, tries });
      } else this.#onOutcome(faultOf(task, `the process that did it ended with ${how}, ${TRIES} times`));
    }
  }

  /** @returns the shot at which the process ended, and how; null where none waits any more. */
  async #inOneProcess(): Promise<(Waiting & { readonly how: string }) | null> {
    const { signal, report } = this.#context;
    const child = this.#parts.spawn(this.#parts.entry ?? SHOT_ENTRY);
    const ended = Promise.withResolvers<string>();
    let silent = false;
    child.onExit((how, words) =>
      ended.resolve(silent ? "silence and was ended" : `${how}. ${lastLine(words)}`),
    );
    const watch = setTimeout(() => {
      silent = true;
      child.kill();
    }, this.#parts.silentMs ?? SILENT_MS);
    let heard = () => {};
    let stem = "";
    child.onMessage((message) => {
      watch.refresh();
      const told = message as FromWorker;
      if (told.tag === "progress") report({ ...told.progress, details: [stem] });
      else {
        // At once: it counts also where everything is being stopped.
        this.#ends = 0;
        this.#onOutcome(told.outcome);
        heard();
      }
    });
    const stop = () => {
      child.send({ tag: "stop" } satisfies ToWorker);
      setTimeout(() => child.kill(), STOPPED_WITHIN_MS).unref();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      for (let next = this.#waiting.shift(); next && !signal.aborted; next = this.#waiting.shift()) {
        const { task, tries } = next;
        stem = task.stem;
        const answer = new Promise<null>((resolve) => {
          heard = () => resolve(null);
        });
        watch.refresh();
        child.send({ tag: "shot", task } satisfies ToWorker);
        const how = await Promise.race([answer, ended.promise]);
        signal.throwIfAborted();
        if (how !== null) return { task, tries: tries + 1, how };
      }
      return null;
    } finally {
      clearTimeout(watch);
      signal.removeEventListener("abort", stop);
      // One that is stopped ends by itself. Others have nothing in hand.
      if (!signal.aborted) child.kill();
      await ended.promise;
    }
  }
}

/** The outcome of a shot that could not be done at all. */
export const faultOf = (task: ShotTask, fault: string): ShotOutcome => ({
  ...{ task, frames: 0, fps: 0, take: null, kept: [], rejected: [], people: [], camera: null },
  fault: printable(fault, 400),
});

const lastLine = (words: string): string => words.trim().split("\n").at(-1) ?? "";
