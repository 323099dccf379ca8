import { fileURLToPath } from "node:url";
import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import type { JobChild } from "../../process/job-child.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import type { FromWorker, ToWorker } from "./serve-shots.ts";

export const SHOT_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "shot-process"));

/** One that is stopped has ended within this, milliseconds. */
const STOPPED_WITHIN = 3000;
/** One that says nothing for so long hangs, milliseconds: in a driver, or on a drive. */
const SILENT = 300_000;

export interface ShotChildOptions {
  /** Path of its program. */
  readonly entry?: string;
  readonly silentMs?: number;
}

/** A process that does shots as they come, one after the other, and is started anew where a shot has ended it. */
export class ShotChild {
  readonly #spawn: (entry: string) => JobChild;
  readonly #options: Required<ShotChildOptions>;
  /** null before the first shot, and after it has ended. */
  #child: JobChild | null = null;
  #onMessage: (message: FromWorker) => void = () => {};
  #onEnd: (how: string) => void = () => {};

  /** @param spawn starts a process. @param entry path of its program */
  constructor(spawn: (entry: string) => JobChild, options: ShotChildOptions = {}) {
    this.#spawn = spawn;
    this.#options = { entry: SHOT_ENTRY, silentMs: SILENT, ...options };
  }

  /**
   * One at a time.
   * @throws the signal's reason when stopped; Error in a line where the process has ended of it.
   */
  async do(task: ShotTask, { signal, report }: Pick<JobContext, "signal" | "report">): Promise<ShotOutcome> {
    signal.throwIfAborted();
    const { silentMs } = this.#options;
    const child = this.#living();
    const over = Promise.withResolvers<ShotOutcome>();
    let killing: NodeJS.Timeout | undefined;
    let silent = false;
    const killAfter = (milliseconds: number) => {
      clearTimeout(killing);
      killing = setTimeout(() => {
        silent = !signal.aborted;
        child.kill();
      }, milliseconds);
    };
    const stop = () => {
      child.send({ tag: "stop" } satisfies ToWorker);
      killAfter(STOPPED_WITHIN);
    };
    this.#onEnd = (how) => {
      const why = silent ? "the process that did it was silent, and was ended" : how;
      over.reject(signal.aborted ? signal.reason : new Error(`${task.stem}: ${why}`));
    };
    this.#onMessage = (message) => {
      if (!signal.aborted) killAfter(silentMs);
      if (message.tag === "progress") report(message.progress);
      else over.resolve(message.outcome);
    };
    signal.addEventListener("abort", stop);
    try {
      killAfter(silentMs);
      child.send({ tag: "shot", task } satisfies ToWorker);
      return await over.promise;
    } finally {
      clearTimeout(killing);
      signal.removeEventListener("abort", stop);
    }
  }

  /** Resolves when no process of it is left. */
  async close(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = Promise.withResolvers<void>();
    child.onExit(() => ended.resolve());
    child.kill();
    await ended.promise;
  }

  #living(): JobChild {
    if (this.#child) return this.#child;
    const child = this.#spawn(this.#options.entry);
    this.#child = child;
    child.onMessage((message) => this.#onMessage(message as FromWorker));
    child.onExit((how, words) => {
      if (this.#child === child) this.#child = null;
      const last = words.trim().split("\n").at(-1) ?? "";
      this.#onEnd(`the process that did it ended with ${how}${last && `: ${last}`}`);
    });
    return child;
  }
}
