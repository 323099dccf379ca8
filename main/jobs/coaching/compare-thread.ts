import { Worker } from "node:worker_threads";
import type { CompareOptions, Comparison, Danced } from "../../coaching/compare/comparison.ts";
import { moduleBeside } from "../../system/files/paths.ts";

/** What the thread is given. */
export interface CompareThreadWork {
  readonly reference: Danced;
  readonly dance: Danced;
  readonly options: CompareOptions;
}

/**
 * Compares two dances in a thread of its own: minutes of dance take seconds, in which Ctrl-C is to be heard.
 * @throws the signal's reason when the work is to stop.
 */
export async function compareInThread(work: CompareThreadWork, signal: AbortSignal): Promise<Comparison> {
  signal.throwIfAborted();
  const worker = new Worker(moduleBeside(import.meta.url, "compare-thread-entry"), { workerData: work });
  const ended = Promise.withResolvers<Comparison>();
  const stop = () => ended.reject(signal.reason);
  signal.addEventListener("abort", stop);
  worker.on("message", (comparison: Comparison) => ended.resolve(comparison));
  worker.on("error", (error) => ended.reject(error));
  worker.on("exit", (code) => ended.reject(new Error(`the thread that compares ended with ${code}`)));
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
