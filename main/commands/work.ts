import { availableParallelism } from "node:os";
import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { counted } from "../jobs/ingest/report/words.ts";
import { runJob } from "../jobs/run-job.ts";
import { ConfigError } from "../system/errors.ts";
import { wholeNumberWithin } from "./numbers.ts";

interface WorkArguments {
  readonly workers?: number;
  readonly within?: readonly string[];
}

export function workCommand(): Command {
  const command = new Command("work")
    .description("Does shots for an `ingest --queue` on this or another machine, until Ctrl-C")
    .option(
      "--workers <n>",
      "shots side by side (default: as many as there are cores)",
      wholeNumberWithin(1, 256),
    )
    .option(
      "--within <folder...>",
      "films and archives lie in these folders; what names others is left to others (default: anywhere)",
    )
    .addHelpText(
      "after",
      "\nFilms and archive are found by the same path on every machine. Ctrl-C gives back what is begun.",
    );
  addSettings(command, ["queue"]);
  return command.action(async ({ workers, within = [] }: WorkArguments) => {
    const { queue } = await settingsOf(command);
    if (queue === null) throw new ConfigError("--queue is missing, expected redis://host:port");
    const { work } = await import("../jobs/ingest/work.ts");
    const options = { address: queue, workers: workers ?? availableParallelism(), within };
    const { result } = await runJob(work, options, process);
    // It works until it is stopped, so that being stopped is no failure.
    process.exitCode = 0;
    process.stdout.write(`${counted(result.done, "shot")} done, ${result.failed} failed\n`);
  });
}
