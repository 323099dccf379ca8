import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";

interface ScaleArguments {
  readonly output: string;
  readonly source?: string;
  readonly licence?: string;
}

export function scaleCommand(): Command {
  const command = new Command("scale")
    .description("Measures an archive, so that `assess` can say how a dance is beside its styles")
    .argument("<archive...>", "folders of takes, whose styles are their first tags")
    .requiredOption("-o, --output <file.json>", "the scale")
    .option("--source <text>", "where it comes from, with the credit due (default: what the takes say)")
    .option("--licence <text>", "terms of it (default: what the takes say)");
  addSettings(command, ["smoothing"]);
  return command.action(async (archives: readonly string[], given: ScaleArguments) => {
    const { output, source = null, licence = null } = given;
    const { makeScale } = await import("../learn/scale/make-scale.ts");
    const { smoothing } = await settingsOf(command);
    const { result } = await runJob(makeScale, { archives, output, source, licence, smoothing }, process);
    process.stdout.write(`${result}\n`);
  });
}
