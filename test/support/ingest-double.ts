/* ENTRY: `ingest` of a folder of films that are texts. Arguments: folder, archive. */
import { ingestFolder } from "../../main/jobs/ingest/ingest-folder.ts";
import { LocalRunner } from "../../main/jobs/ingest/local-runner.ts";
import { forkJob } from "../../main/process/job-child.ts";
import { findDoubleShots, SHOT_DOUBLE } from "./double-films.ts";

const [films, archive] = process.argv.slice(2) as [string, string];
await ingestFolder(
  { films, archive, removeGone: false, settings: { find: {}, shot: {} } },
  { find: findDoubleShots, runner: new LocalRunner({ workers: 2, spawn: forkJob, entry: SHOT_DOUBLE }) },
  { signal: new AbortController().signal, report: () => {}, note: () => {} },
);
process.exit();
