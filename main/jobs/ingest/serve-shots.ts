import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import { type JobContext, type Progress, throttled } from "../../system/job.ts";
import { goBehindOthers } from "../../system/processes/background.ts";
import { endWithParent } from "../../system/processes/end-with-parent.ts";
import { jobPort } from "../../system/processes/job-port.ts";

/** A shot is sent when the one before it is done; `stop` ends the process, and what it was doing leaves nothing. */
export type ToWorker = { readonly tag: "shot"; readonly task: ShotTask } | { readonly tag: "stop" };

export type FromWorker =
  | { readonly tag: "progress"; readonly progress: Progress }
  | { readonly tag: "outcome"; readonly outcome: ShotOutcome };

/** Milliseconds between two reports. */
const EVERY = 250;
/** A process that is to end gives up what it does within this, milliseconds. */
const END_WITHIN = 1000;

/** Makes this process one that does shots for who started it, and ends with it. */
export function serveShots(doShot: (task: ShotTask, context: JobContext) => Promise<ShotOutcome>): void {
  const port = jobPort();
  const tell = (message: FromWorker) => port.send(message);
  const stop = new AbortController();

  goBehindOthers();
  endWithParent();

  const end = () => {
    stop.abort(new Error("stopped"));
    // Whatever it is doing then: takes and outcomes are written whole or not at all.
    setTimeout(() => process.exit(), END_WITHIN);
  };
  const context: JobContext = {
    signal: stop.signal,
    // What is odd about a film was said when its shots were looked for.
    note: () => {},
    report: throttled((progress) => tell({ tag: "progress", progress }), EVERY),
  };
  port.onClose(end);
  port.onMessage((message) => {
    const asked = message as ToWorker;
    if (asked.tag === "stop") end();
    else
      doShot(asked.task, context).then(
        (outcome) => tell({ tag: "outcome", outcome }),
        (error: unknown) => {
          if (stop.signal.aborted) process.exit();
          // A bug: whoever started this process tells its last words.
          throw error;
        },
      );
  });
}
