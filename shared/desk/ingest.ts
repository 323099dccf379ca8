import type { Seconds } from "../pose.ts";

/** Letters of the longest path of a folder of films. */
export const LONGEST_PATH = 1000;

/** The archive, and the films that are, or were last, made part of it since the show began. */
export interface IngestState {
  /** Its folder on the machine of the show; null where the settings name none. */
  readonly archive: string | null;
  /** null where nobody has asked for one yet. */
  readonly run: IngestRun | null;
}

export interface IngestRun {
  /** Folder of the films on the machine of the show. */
  readonly films: string;
  readonly state: "running" | "done" | "stopped" | "failed";
  /** What is going on. */
  readonly phase: string;
  /** How much of the phase is done, 0 to 1; null where nobody knows. */
  readonly done: number | null;
  /** More of it in words, such as "shot 3 of 20". */
  readonly details: readonly string[];
  /** Until the phase is done; null where nobody knows yet. */
  readonly left: Seconds | null;
  /** What was passed over, and why: the newest last, and only so many. */
  readonly notes: readonly string[];
  /** What the archive has; null before it is over. */
  readonly result: IngestSummary | null;
  /** Why it failed, in one line; null where it did not. */
  readonly fault: string | null;
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
