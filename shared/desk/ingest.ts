import type { Seconds } from "../pose.ts";
import type { JobRun } from "./job-run.ts";

/** Letters of the longest path of a folder of films. */
export const LONGEST_PATH = 1000;

/** The archive, and the films that are, or were last, made part of it since the show began. */
export interface IngestState {
  /** Its folder on the machine of the show; null where the settings name none. */
  readonly archive: string | null;
  /** null where nobody has asked for one yet. */
  readonly run: IngestRun | null;
}

export interface IngestRun extends JobRun<IngestSummary> {
  /** Folder of the films on the machine of the show. */
  readonly films: string;
}

export interface IngestSummary {
  readonly films: number;
  readonly shots: number;
  readonly takes: number;
  /** Films and shots that could not be done. */
  readonly failed: number;
  /** Of the shots, and those in which somebody can be trusted. */
  readonly seconds: Seconds;
  readonly kept: Seconds;
  /** Path of the report on the machine of the show. */
  readonly report: string;
}
