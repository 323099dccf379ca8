import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeArchiveFile } from "../../main/archive/ingest/archive-file.ts";
import { openMoments } from "../../main/archive/moments/moments-file.ts";
import { writeReport } from "../../main/jobs/ingest/report/write-report.ts";
import { jobContext } from "./job-context.ts";
import { sampleReport } from "./sample-archive.ts";

/** Puts beside a folder's takes what lies beside those of an archive that films were ingested into. */
export async function putBesideTakes(folder: string): Promise<void> {
  const report = await sampleReport(folder, join(folder, "films"));
  await writeArchiveFile(folder, report.composed);
  await writeReport(report);
  mkdirSync(join(folder, "shots"));
  for (const [stem, outcome] of report.outcomes)
    writeFileSync(join(folder, "shots", `${stem}.json`), JSON.stringify(outcome));
  await openMoments(folder, jobContext());
}
