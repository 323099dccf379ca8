import { Worker } from "node:worker_threads";
import { moduleBeside } from "../system/files/paths.ts";
import type { DanceJoinsOptions } from "./dance-joins.ts";
import type { JoinsDanced, JoinThreadMessage } from "./join-thread-entry.ts";

/** Joins that are being danced. */
export interface DancingJoins {
  /** @throws Error whose message is one line. */
  readonly done: Promise<JoinsDanced>;
  stop(): void;
}

/**
 * Dances the joins of a piece in a thread of its own, so that nobody waits for it.
 * @param onProgress how much of the join at hand is done, 0 to 1.
 */
export function danceJoinsInThread(
  options: DanceJoinsOptions,
  onProgress: (done: number) => void,
): DancingJoins {
  const worker = new Worker(moduleBeside(import.meta.url, "join-thread-entry"), {
    workerData: options,
    // A model, its input and a long piece.
    resourceLimits: { maxOldGenerationSizeMb: 1500 },
  });
  const ended = Promise.withResolvers<JoinsDanced>();
  worker.on("message", (message: JoinThreadMessage) => {
    if (message.tag === "progress") onProgress(message.done);
    else if (message.tag === "danced") ended.resolve(message);
    else ended.reject(new Error(message.line));
  });
  worker.on("error", (error) => ended.reject(error));
  worker.on("exit", () => ended.reject(new Error("stopped")));
  return { done: ended.promise, stop: () => void worker.terminate() };
}
