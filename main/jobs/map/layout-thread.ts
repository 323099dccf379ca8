import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { MomentsToLayOut } from "../../archive/map/lay-out-moments.ts";
import type { PoseMap } from "../../archive/map/map-file.ts";
import { SourceError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import type { LayoutThreadMessage } from "./layout-thread-entry.ts";

/** UMAP's graph of 20,000 needs half of it, MB; it grows with them alone, not with the archive. */
const MOST_MEMORY = 2000;

/**
 * Lays moments out in a thread of its own, which ends where the job is to stop.
 * @throws SourceError where there are too few; the signal's reason when it is stopped.
 */
export async function layOutInThread(
  { points, axes, seed }: MomentsToLayOut,
  { signal, report }: JobContext,
): Promise<Omit<PoseMap, "fingerprint">> {
  const ended = Promise.withResolvers<Omit<PoseMap, "fingerprint">>();
  const worker = new Worker(moduleBeside(import.meta.url, "layout-thread-entry"), {
    // Not with what else an index of moments has.
    workerData: { points, axes, seed } satisfies MomentsToLayOut,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  worker.on("message", (message: LayoutThreadMessage) => {
    if (message.tag === "laid out") ended.resolve(message.map);
    else if (message.tag === "refused") ended.reject(new SourceError(message.line));
    else if (!signal.aborted) report(message.progress);
    // Whoever listens may stop it then.
  });
  worker.on("error", (error) => ended.reject(error));
  worker.on("exit", () => ended.reject(new Error("the thread that lays out ended")));
  const stopped = new AbortController();
  const stop = once(signal, "abort", { signal: stopped.signal }).then(
    () => ended.reject(signal.reason),
    () => {},
  );
  try {
    signal.throwIfAborted();
    return await ended.promise;
  } finally {
    stopped.abort();
    await stop;
    await worker.terminate();
  }
}
