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

/** A process that does shots as they come, one after the other, and is started anew where a shot has ended it. */
export class ShotChild {
  readonly #spawn: (entry: string) => JobChild;
  /** null before the first shot, and after it has ended. */
  #child: JobChild | null = null;
  #onMessage: (message: FromWorker) => void = () => {};
  #onEnd: (how: string) => void = () => {};

  constructor(spawn: (entry: string) => JobChild) {
    this.#spawn = spawn;
  }

  /**
   * One at a time.
   * @throws the signal's reason when stopped; Error in a line where the process has ended of it.
   */
  async do(task: ShotTask, { signal, note, report }: JobContext): Promise<ShotOutcome> {
    signal.throwIfAborted();
    const child = this.#living();
    const over = Promise.withResolvers<ShotOutcome>();
    let killing: NodeJS.Timeout | undefined;
    const killAfter = (milliseconds: number) => {
      clearTimeout(killing);
      killing = setTimeout(() => child.kill(), milliseconds);
    };
    const stop = () => {
      child.send({ tag: "stop" } satisfies ToWorker);
      killAfter(STOPPED_WITHIN);
    };
    this.#onEnd = (how) => over.reject(signal.aborted ? signal.reason : new Error(`${task.stem}: ${how}`));
    this.#onMessage = (message) => {
      if (!signal.aborted) killAfter(SILENT);
      if (message.tag === "progress") report(message.progress);
      else if (message.tag === "note") note(`${task.stem}: ${message.line}`);
      else over.resolve(message.outcome);
    };
    signal.addEventListener("abort", stop);
    try {
      killAfter(SILENT);
      child.send({ tag: "shot", task } satisfies ToWorker);
      return await over.promise;
    } finally {
      clearTimeout(killing);
      signal.removeEventListener("abort", stop);
    }
  }

  close(): void {
    this.#child?.kill();
  }

  #living(): JobChild {
    if (this.#child) return this.#child;
    const child = this.#spawn(SHOT_ENTRY);
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
