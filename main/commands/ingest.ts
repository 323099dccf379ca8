import { Command } from "commander";
import type { IngestSummary } from "../../shared/desk/ingest.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { counted } from "../jobs/ingest/report/words.ts";
import { runJob } from "../jobs/run-job.ts";
import { UserError } from "../system/errors.ts";
import { printableLines } from "../system/log/printable.ts";
import { wholeNumberWithin } from "./numbers.ts";

interface IngestArguments {
  readonly output: string;
  readonly workers?: number;
  readonly removeGone?: boolean;
}

const HELP = `
What is done stays done: Ctrl-C stops it, and the same command goes on, with films that are new or have changed.
Dancer and tags come from the films' names: of Anna/contemporary/solo.mp4 Anna and contemporary, of "Anna - solo.mp4"
Anna; or from a table films.csv in their folder, with the columns file, dancer, tags, source, licence.`;

export function ingestCommand(): Command {
  const command = new Command("ingest")
    .description("Makes an archive of a folder of films: a take of everybody in each shot who can be trusted")
    .argument("<folder>", "films, in folders too")
    .requiredOption("-o, --output <archive>", "folder of the archive: takes, archive.json, report.html")
    .option(
      "--workers <n>",
      "shots that are done at a time on this machine (default: one for every two processor cores)",
      wholeNumberWithin(1, 64),
    )
    .option("--remove-gone", "remove takes whose films, or cuts, are not there any more (default: name them)")
    .addHelpText("after", HELP);
  addSettings(command, ["accelerator", "detectorSize", "ignore", "smoothing", "ingest", "queue"]);
  return command.action(async (films: string, given: IngestArguments) => {
    const settings = await settingsOf(command);
    const [{ ingestFilms }, { summaryOf }] = await Promise.all([
      import("../jobs/ingest/ingest-films.ts"),
      import("../jobs/ingest/ingest-summary.ts"),
    ]);
    const { output: archive, workers = null, removeGone = false } = given;
    const options = { films, archive, workers, removeGone, settings };
    const { result, interrupted } = await runJob(ingestFilms, options, process);
    const summary = summaryOf(result);
    process.stdout.write(`${printableLines(describe(summary, result.done, interrupted))}\n`);
    const { failed, report } = summary;
    if (failed > 0 && !interrupted)
      throw new UserError(
        `${failed} ${failed === 1 ? "film or shot" : "films or shots"} could not be done; ${report} says why`,
      );
  });
}

function describe(
  { films, shots, takes, seconds, kept, report }: IngestSummary,
  done: number,
  interrupted: boolean,
): string {
  const stopped = interrupted ? "stopped; the same command goes on\n" : "";
  const all = `${counted(films, "film")}, ${counted(shots, "shot")} of ${seconds.toFixed(1)} s (${done} done now)`;
  return `${stopped}${all}: ${counted(takes, "take")}, ${kept.toFixed(1)} s kept\n${report}`;
}
