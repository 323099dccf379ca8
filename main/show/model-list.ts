import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import { modelsIn } from "../runtime/model-files.ts";

/** Cues ask for the list as often as somebody sends them. */
const KEPT: Seconds = 1;

/** Names of the models in a folder, read off the disk when they are asked for, but not again within a second. */
export function modelList(folder: string, clock: Clock): () => readonly string[] {
  let models: readonly string[] = [];
  let readAt: Seconds = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now - readAt >= KEPT) {
      models = modelsIn(folder);
      readAt = now;
    }
    return models;
  };
}
