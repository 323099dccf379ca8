import { type JobContext, step } from "../../system/job.ts";

/** The steps of an evaluation. */
export class Work {
  readonly #context: JobContext;
  #task = "";

  constructor(context: JobContext) {
    this.#context = context;
  }

  /** Aborts when the evaluation is stopped. */
  get signal(): AbortSignal {
    return this.#context.signal;
  }

  /** What is measured from here on. */
  begin(task: string): void {
    this.#task = task;
  }

  /** One step more of the task is done. @throws the signal's reason when the evaluation was stopped. */
  step(part: string, done: number, total: number): Promise<void> {
    return step(this.#context, { phase: `${this.#task}, ${part}`, unit: "step", done, total });
  }
}
