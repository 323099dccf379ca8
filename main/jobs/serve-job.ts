import { UserError } from "../system/errors.ts";
import { type JobContext, type Progress, throttled } from "../system/job.ts";
import { goBehindOthers } from "../system/processes/background.ts";
import { endWithParent } from "../system/processes/end-with-parent.ts";
import { jobPort } from "../system/processes/job-port.ts";
import { type FromStarter, RelayedChildren, type ToStarter } from "./relayed-children.ts";

/** What a process for one job hears. */
export type ToJob<Options> =
  | { readonly tag: "begin"; readonly options: Options }
  | { readonly tag: "stop" }
  | FromStarter;

/** And what it tells. */
export type FromJob<Result> =
  | { readonly tag: "progress"; readonly progress: Progress }
  | { readonly tag: "note"; readonly line: string }
  /** Or was stopped: then it has what was done until then. */
  | { readonly tag: "done"; readonly result: Result; readonly stopped: boolean }
  | { readonly tag: "stopped" }
  | { readonly tag: "failed"; readonly line: string }
  | ToStarter;

/** Milliseconds between two reports, but for the last of a phase. */
const EVERY = 500;

/**
 * Makes this child process one that does a job for the show, behind everything else that the machine does, and ends
 * with it.
 * @param job given what starts processes of its own, too: the show starts them for it
 */
export function serveJob<Options, Result>(
  job: (options: Options, context: JobContext, spawn: RelayedChildren["spawn"]) => Promise<Result>,
): void {
  const port = jobPort();
  const tell = (message: FromJob<Result>) => port.send(message);
  const children = new RelayedChildren(tell);
  const stop = new AbortController();
  const { signal } = stop;

  const context: JobContext = {
    signal,
    note: (line) => tell({ tag: "note", line }),
    report: throttled((progress) => tell({ tag: "progress", progress }), EVERY),
  };

  const run = async (options: Options): Promise<void> => {
    try {
      const result = await job(options, context, children.spawn);
      tell({ tag: "done", result, stopped: signal.aborted });
    } catch (error) {
      if (signal.aborted) tell({ tag: "stopped" });
      else if (error instanceof UserError) tell({ tag: "failed", line: error.message });
      else throw error;
    }
    // What was told has left before it ends.
    setTimeout(() => process.exit(), 200);
  };

  goBehindOthers();
  endWithParent();
  port.onClose(() => process.exit(1));
  port.onMessage((message) => {
    const asked = message as ToJob<Options>;
    if (asked.tag === "stop") stop.abort(new Error("stopped"));
    else if (asked.tag === "begin") void run(asked.options);
    else children.hear(asked);
  });
}
