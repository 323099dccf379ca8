import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface ExportArguments {
  readonly output: string;
  readonly seconds?: number;
  readonly person?: number;
  readonly marey?: boolean;
  readonly force?: boolean;
}

export function exportCommand(): Command {
  const command = new Command("export")
    .description("Gives dances away, in the format that the file's ending says")
    .argument("<take or piece...>", "one; pictures show several side by side")
    .requiredOption(
      "-o, --output <file>",
      ".bvh: a skeleton that moves, centimetres, y up; .glb: a body that moves, metres; .csv: a table, metres; .png or .svg: a contact sheet; .webp: a moving picture; .take.ndjson: a take",
    )
    .option(
      "--seconds <s>",
      "only so much of each take's end (default: 8 in pictures, which take at most 60, else all)",
      numberWithin(0.1, 86_400),
    )
    .option(
      "--person <id>",
      "of several people only this one (default: a file each)",
      wholeNumberWithin(0, 2 ** 31 - 1),
    )
    .option("--marey", "in .png or .svg, all figures where they stood, in one picture a take")
    .option("--force", "write over a file that is there already")
    .action(async (takes: readonly string[], given: ExportArguments) => {
      const { model } = await settingsOf(command);
      const { output, seconds = null, person = null, marey = false, force = false } = given;
      const { exportTakes } = await import("../jobs/export-takes.ts");
      const asked = { takes, output, seconds, person, marey, model, force };
      const { result: files } = await runJob(exportTakes, asked, process);
      process.stdout.write(`${files.join("\n")}\n`);
    });
  return addSettings(command, ["model"]);
}
