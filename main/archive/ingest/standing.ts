import { isDeepStrictEqual } from "node:util";
import type { ShotOutcome, ShotTask } from "./shot.ts";

/** What is said of a take in words, which can be changed without seeing the film again. */
const aboutOfTask = ({ dancer, tags, source, licence }: ShotTask) => ({ dancer, tags, source, licence });

/**
 * How an outcome stands to the task that is asked for now: `done`; `relabel` where only words have changed; `again` where
 * the film, the shot or a setting is another, or it could not be done. Where film and archive lie does not count, since
 * drives have other names tomorrow: a film is known by its state and its shot's stem.
 */
export function standing(outcome: ShotOutcome | null, task: ShotTask): "done" | "relabel" | "again" {
  if (outcome === null || outcome.fault !== null) return "again";
  const workOf = ({ filmState, begin, end, stem, settings }: ShotTask) => ({
    ...{ filmState, begin, end, stem, settings },
  });
  // As it comes out of a file.
  const asked = JSON.parse(JSON.stringify(workOf(task))) as unknown;
  if (!isDeepStrictEqual(workOf(outcome.task), asked)) return "again";
  return isDeepStrictEqual(aboutOfTask(outcome.task), aboutOfTask(task)) ? "done" : "relabel";
}
