import { availableParallelism } from "node:os";
import type { Settings } from "../../config/settings.ts";
import { forkJob, type JobChild } from "../../process/job-child.ts";
import type { JobContext } from "../../system/job.ts";
import { findShots } from "./find-shots.ts";
import { type IngestOptions, type IngestResult, ingestFolder } from "./ingest-folder.ts";
import { type SHOT_SETTINGS, shotSettings } from "./ingest-shot.ts";
import { LocalRunner } from "./local-runner.ts";

export interface LocalIngestOptions extends Omit<IngestOptions, "settings"> {
  readonly settings: Pick<Settings, (typeof SHOT_SETTINGS)[number]>;
  /** Shots at a time; null leaves it to the machine. */
  readonly workers: number | null;
}

/** A detector keeps some more than one core busy, and decoding the rest. */
const CORES_A_WORKER = 2;

export const usualWorkers = (): number => Math.max(1, Math.floor(availableParallelism() / CORES_A_WORKER));

/** `ingestFolder` by child processes of this machine. */
export function ingestLocally(
  { workers, settings, ...options }: LocalIngestOptions,
  context: JobContext,
  spawn: (entry: string) => JobChild = forkJob,
): Promise<IngestResult> {
  const { cutChange, cutContrast, longestShot } = settings.ingest;
  const find = { cutChange, cutContrast, longestShot };
  return ingestFolder(
    { ...options, settings: { find, shot: shotSettings(settings) } },
    {
      find: (film, finding) => findShots({ film, settings: find }, finding),
      runner: new LocalRunner({ workers: workers ?? usualWorkers(), spawn }),
    },
    context,
  );
}
