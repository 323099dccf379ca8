import type { Seconds } from "../../shared/pose.ts";

/** What is to be exported, and how. */
export interface ExportOptions {
  readonly takes: readonly string[];
  /** Its ending says the format. */
  readonly output: string;
  /** So much of each take's end; null for what is usual for the format. */
  readonly seconds: Seconds | null;
  /** Whether figures stand where they stood, in one picture, and not in a row. */
  readonly marey: boolean;
  /** Whether another file may be written over. */
  readonly force: boolean;
}
