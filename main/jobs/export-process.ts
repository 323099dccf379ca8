/*
 * ENTRY of a child process: makes one export for the show, behind everything else that the machine does, and ends with it.
 */

import { basename } from "node:path";
import { UserError } from "../system/errors.ts";
import { type Progress, throttled } from "../system/job.ts";
import { goBehindOthers } from "../system/processes/background.ts";
import { endWithParent } from "../system/processes/end-with-parent.ts";
import { jobPort } from "../system/processes/job-port.ts";
import type { ExportOptions } from "./export-options.ts";
import { exportTakes } from "./export-takes.ts";

export type ToExport = { readonly tag: "begin"; readonly options: ExportOptions } | { readonly tag: "stop" };

export type FromExport =
  | { readonly tag: "progress"; readonly progress: Progress }
  /** Bare names. */
  | { readonly tag: "done"; readonly files: readonly string[] }
  | { readonly tag: "stopped" }
  | { readonly tag: "failed"; readonly line: string };

/** Milliseconds between two reports, but for the last of a phase. */
const EVERY = 250;

const port = jobPort();
const tell = (message: FromExport) => port.send(message);
const stop = new AbortController();

goBehindOthers();
endWithParent();
port.onClose(() => {
  stop.abort(new Error("the show has ended"));
  setTimeout(() => process.exit(1), 2000).unref();
});
port.onMessage((message) => {
  const asked = message as ToExport;
  if (asked.tag === "stop") stop.abort(new Error("stopped"));
  else void run(asked.options);
});

async function run(options: ExportOptions): Promise<void> {
  try {
    const files = await exportTakes(options, {
      signal: stop.signal,
      note: () => {},
      report: throttled((progress) => tell({ tag: "progress", progress }), EVERY),
    });
    tell({ tag: "done", files: files.map((file) => basename(file)) });
  } catch (error) {
    if (stop.signal.aborted) tell({ tag: "stopped" });
    else if (error instanceof UserError) tell({ tag: "failed", line: error.message });
    else throw error;
  }
  // What was told has left before it ends.
  setTimeout(() => process.exit(), 200);
}
