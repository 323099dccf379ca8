/*
 * ENTRY of a worker thread: opens the model and the takes as the evaluation itself does, and measures one unit after
 * the other.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { JobContext, Progress } from "../../../system/job.ts";
import { type JudgedChoice, openJudged } from "../judged.ts";
import { openTrial, type TrialOptions } from "../open-trial.ts";
import { type Found, measure, type Unit } from "../units.ts";

export interface LaneOptions extends TrialOptions {
  readonly choice: JudgedChoice;
}

/** What a lane says: how far it is, what it found, or that it waits for a unit. */
export type LaneAnswer =
  | { readonly progress: Progress }
  | { readonly found: Found }
  | { readonly isReady: true };

/** Milliseconds between two reports of progress. */
const REPORT = 200;

const port = parentPort!;
const answer = (message: LaneAnswer) => port.postMessage(message);
const options = workerData as LaneOptions;
let reported = 0;
const context: JobContext = {
  signal: new AbortController().signal,
  report(progress) {
    const now = performance.now();
    if (now - reported < REPORT) return;
    reported = now;
    answer({ progress });
  },
  // The evaluation's own thread reads the same takes and says it.
  note() {},
};
const { trial } = await openTrial(options, await openJudged(options.choice, context), context);
port.on("message", async (unit: Unit) => {
  answer({ found: await measure(trial, unit) });
});
answer({ isReady: true });
