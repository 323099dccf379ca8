import type { JobContext, Progress } from "../../main/system/job.ts";

export interface ObservedContext extends JobContext {
  readonly reports: readonly Progress[];
  readonly notes: readonly string[];
}

/** A job's context without a terminal. @param stopAt stops the job at the first report of which it is true. */
export function jobContext(stopAt: (progress: Progress) => boolean = () => false): ObservedContext {
  const stop = new AbortController();
  const reports: Progress[] = [];
  const notes: string[] = [];
  return {
    ...{ reports, notes, signal: stop.signal },
    report(progress) {
      reports.push(progress);
      if (stopAt(progress)) stop.abort(new Error("stopped"));
    },
    note: (line) => void notes.push(line),
  };
}
