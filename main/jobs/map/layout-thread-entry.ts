/*
 * ENTRY of a worker thread: lays out the moments of one archive.
 */
import { parentPort, workerData } from "node:worker_threads";
import { layOutMoments, type MomentsToLayOut } from "../../archive/map/lay-out-moments.ts";
import type { PoseMap } from "../../archive/map/map-file.ts";
import { UserError } from "../../system/errors.ts";
import type { Progress } from "../../system/job.ts";

/** `refused` is a line for whoever asked; anything else that is thrown ends the thread. */
export type LayoutThreadMessage =
  | { readonly tag: "progress"; readonly progress: Progress }
  | { readonly tag: "laid out"; readonly map: Omit<PoseMap, "fingerprint"> }
  | { readonly tag: "refused"; readonly line: string };

const tell = (message: LayoutThreadMessage): void => parentPort!.postMessage(message);

try {
  const map = layOutMoments(workerData as MomentsToLayOut, (progress) => tell({ tag: "progress", progress }));
  tell({ tag: "laid out", map });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  tell({ tag: "refused", line: error.message });
}
