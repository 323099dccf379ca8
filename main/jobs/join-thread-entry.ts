/*
 * ENTRY of a worker thread: dances the joins of one piece.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { RenderedPiece } from "../archive/piece/render-piece.ts";
import { type DanceJoinsOptions, danceJoins } from "./dance-joins.ts";

export interface JoinsDanced extends Pick<RenderedPiece, "joins" | "jolts"> {
  readonly tag: "danced";
}

export type JoinThreadMessage =
  | JoinsDanced
  | { readonly tag: "progress"; readonly done: number }
  | { readonly tag: "failed"; readonly line: string };

const tell = (message: JoinThreadMessage): void => parentPort!.postMessage(message);
let told = -1;

try {
  const { joins, jolts } = await danceJoins(workerData as DanceJoinsOptions, {
    signal: new AbortController().signal,
    note: () => {},
    report: ({ phase, done, total }) => {
      const tenth = Math.floor((10 * done) / (total ?? 1));
      if (!phase.startsWith("dancing") || tenth === told) return;
      told = tenth;
      tell({ tag: "progress", done: tenth / 10 });
    },
  });
  tell({ tag: "danced", joins, jolts });
} catch (error) {
  tell({ tag: "failed", line: error instanceof Error ? error.message : String(error) });
}
