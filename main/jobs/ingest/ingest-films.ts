import { availableParallelism } from "node:os";
import type { Settings } from "../../config/settings.ts";
import { forkJob, type JobChild } from "../../process/job-child.ts";
import type { JobContext } from "../../system/job.ts";
import { findShots } from "./find-shots.ts";
import { type IngestOptions, type IngestResult, ingestFolder } from "./ingest-folder.ts";
import { type SHOT_SETTINGS, shotSettings } from "./ingest-shot.ts";
import { LocalRunner } from "./local-runner.ts";
import type { ShotRunner } from "./shot-runner.ts";

export interface IngestFilmsOptions extends Omit<IngestOptions, "settings"> {
  readonly settings: Pick<Settings, (typeof SHOT_SETTINGS)[number] | "queue">;
  /** Shots at a time on this machine; null leaves it to the machine. */
  readonly workers: number | null;
}

/** The detector alone keeps two cores busy. */
const CORES_A_WORKER = 2;

/**
 * `ingestFolder` as settings say: by whoever works on the queue, or by child processes of this machine.
 * @param spawn starts a process. @param entry path of its program
 */
export async function ingestFilms(
  { workers, settings, ...options }: IngestFilmsOptions,
  context: JobContext,
  spawn: (entry: string) => JobChild = forkJob,
): Promise<IngestResult> {
  const { cutChange, cutContrast } = settings.ingest;
  const find = { cutChange, cutContrast };
  return ingestFolder(
    { ...options, settings: { find, shot: shotSettings(settings) } },
    {
      find: (film, finding) => findShots({ film, settings: find }, finding),
      runner: await runnerFor(settings.queue, workers, spawn),
    },
    context,
  );
}

async function runnerFor(
  queue: string | null,
  workers: number | null,
  spawn: (entry: string) => JobChild,
): Promise<ShotRunner> {
  if (queue !== null) {
    const { QueueRunner } = await import("../../queue/queue-runner.ts");
    return new QueueRunner(queue);
  }
  const usual = Math.max(1, Math.floor(availableParallelism() / CORES_A_WORKER));
  return new LocalRunner({ workers: workers ?? usual, spawn });
}
