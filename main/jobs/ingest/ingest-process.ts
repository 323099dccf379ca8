/*
 * ENTRY of a child process: makes an archive of a folder of films for the show, behind everything else that the machine
 * does, and ends with it. The processes that do its shots are started by the show.
 */

import { constants, setPriority } from "node:os";
import type { IngestSummary } from "../../../shared/desk/ingest.ts";
import { UserError } from "../../system/errors.ts";
import type { Progress } from "../../system/job.ts";
import { endWithParent } from "../../system/processes/end-with-parent.ts";
import { jobPort } from "../../system/processes/job-port.ts";
import { type IngestFilmsOptions, ingestFilms } from "./ingest-films.ts";
import { summaryOf } from "./ingest-summary.ts";
import { type FromStarter, RelayedChildren, type ToStarter } from "./relayed-children.ts";

export type ToIngest =
  | { readonly tag: "begin"; readonly options: IngestFilmsOptions }
  | { readonly tag: "stop" }
  | FromStarter;

export type FromIngest =
  | { readonly tag: "progress"; readonly progress: Progress }
  | { readonly tag: "note"; readonly line: string }
  /** Or was stopped: then it has what was done until then. */
  | { readonly tag: "done"; readonly result: IngestSummary; readonly stopped: boolean }
  | { readonly tag: "stopped" }
  | { readonly tag: "failed"; readonly line: string }
  | ToStarter;

/** Milliseconds between two reports, but for the last of a phase. */
const EVERY = 500;

const port = jobPort();
const tell = (message: FromIngest) => port.send(message);
const children = new RelayedChildren(tell);
const stop = new AbortController();
let reported = 0;

try {
  // What it starts, such as ffmpeg, has it too.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Without it the system shares out as it does.
}
endWithParent();
port.onClose(() => process.exit(1));
port.onMessage((message) => {
  const asked = message as ToIngest;
  if (asked.tag === "stop") stop.abort(new Error("stopped"));
  else if (asked.tag === "begin") void run(asked.options);
  else children.hear(asked);
});

async function run(options: IngestFilmsOptions): Promise<void> {
  const { signal } = stop;
  const context = {
    signal,
    note: (line: string) => tell({ tag: "note", line }),
    report(progress: Progress) {
      const now = performance.now();
      if (now - reported < EVERY && progress.done !== progress.total) return;
      reported = now;
      tell({ tag: "progress", progress });
    },
  };
  try {
    const result = await ingestFilms(options, context, children.spawn);
    tell({ tag: "done", result: summaryOf(result), stopped: signal.aborted });
  } catch (error) {
    if (signal.aborted) tell({ tag: "stopped" });
    else if (error instanceof UserError) tell({ tag: "failed", line: error.message });
    else throw error;
  }
  // What was told has left before it ends.
  setTimeout(() => process.exit(), 200);
}
