import type { Seconds } from "../pose.ts";

/** Long work that the show has done in a process of its own: what goes on, or how it ended. */
export interface JobRun<Result> {
  readonly state: "running" | "done" | "stopped" | "failed";
  /** What is going on. */
  readonly phase: string;
  /** How much of the phase is done, 0 to 1; null where nobody knows. */
  readonly done: number | null;
  /** More of it in words, such as "shot 3 of 20". */
  readonly details: readonly string[];
  /** Until the phase is done; null where nobody knows yet. */
  readonly left: Seconds | null;
  /** What was passed over, and why, or what else is worth knowing: the newest last, and only so many. */
  readonly notes: readonly string[];
  /** What came of it; null before it is over. */
  readonly result: Result | null;
  /** Why it failed, in one line; null where it did not. */
  readonly fault: string | null;
}
