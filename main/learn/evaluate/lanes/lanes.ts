import { Worker } from "node:worker_threads";
import { UserError } from "../../../system/errors.ts";
import { moduleBeside } from "../../../system/files/paths.ts";
import type { JobContext, Progress } from "../../../system/job.ts";
import { byLength, type Found, type Unit } from "../units.ts";
import type { LaneAnswer, LaneOptions } from "./lane.ts";

export interface LanesOptions {
  /** How many threads measure, this one included. */
  readonly threads: number;
  readonly lane: LaneOptions;
  readonly context: JobContext;
  /** Prepares this thread's own lane. @param context to report to. @returns what measures. */
  open(context: JobContext): Promise<(unit: Unit) => Promise<Found>>;
}

/**
 * Measures units side by side, each as if it were alone: what is found does not depend on the number of threads.
 * @returns what was found, unit by unit. @throws what a lane throws; the signal's reason when it is stopped.
 */
export async function inLanes(
  units: readonly Unit[],
  { threads, lane, context, open }: LanesOptions,
): Promise<readonly Found[]> {
  const found = new Map<Unit, Found>();
  const waiting = [...byLength(units)];
  const progress = new LaneProgress(context);
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const onAbort = () => ended.reject(context.signal.reason);
  context.signal.addEventListener("abort", onAbort);
  const workers = Array.from(
    { length: threads - 1 },
    () => new Worker(moduleBeside(import.meta.url, "lane"), { workerData: lane }),
  );
  const others = workers.map((worker, index) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let asked: Unit | undefined;
    worker.on("message", (answer: LaneAnswer) => {
      if ("progress" in answer) return progress.of(index, answer.progress);
      if ("found" in answer) found.set(asked!, answer.found);
      progress.of(index, null);
      asked = waiting.shift();
      if (asked) worker.postMessage(asked);
      else resolve();
    });
    worker.on("error", (error) => ended.reject(asUserError(error)));
    worker.on("exit", (code) =>
      ended.reject(new Error(`a thread of the evaluation ended with exit code ${code}`)),
    );
    return promise;
  });
  const own = async () => {
    const measure = await open({ ...context, report: (one) => progress.ofThis(one) });
    for (let next = waiting.shift(); next; next = waiting.shift()) found.set(next, await measure(next));
    progress.ofThis(null);
  };
  try {
    await Promise.race([Promise.all([own(), ...others]), ended.promise]);
    return units.map((unit) => found.get(unit)!);
  } finally {
    context.signal.removeEventListener("abort", onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Threads lose the class of what they throw. */
const asUserError = (error: unknown): unknown =>
  error instanceof Error && /^(User|Config|Source|Model)Error$/.test(error.name)
    ? new UserError(error.message)
    : error;

/** One line of progress for all lanes: this thread's, with how far the others are; another's when this one is done. */
class LaneProgress {
  readonly #context: JobContext;
  readonly #others = new Map<number, Progress>();
  #isDone = false;

  constructor(context: JobContext) {
    this.#context = context;
  }

  ofThis(progress: Progress | null): void {
    if (progress === null) this.#isDone = true;
    else this.#context.report({ ...progress, details: [...(progress.details ?? []), ...this.#beside()] });
  }

  of(lane: number, progress: Progress | null): void {
    if (progress === null) this.#others.delete(lane);
    else this.#others.set(lane, progress);
    const [first, ...rest] = this.#others.values();
    if (this.#isDone && first) this.#context.report({ ...first, details: rest.map(inShort) });
  }

  #beside(): readonly string[] {
    return [...this.#others.values()].map(inShort);
  }
}

const inShort = ({ phase, done, total }: Progress): string =>
  `beside ${phase}${total === null ? "" : ` ${Math.floor((100 * done) / total)} %`}`;
