import { Command } from "commander";
import { runJob } from "../jobs/run-job.ts";
import { numberWithin } from "./numbers.ts";

interface DrawArguments {
  readonly output: string;
  readonly seconds: number;
  readonly force?: boolean;
}

export function drawCommand(): Command {
  return new Command("draw")
    .description("Draws dances side by side, to look at and to show")
    .argument("<take...>", "their last seconds are drawn")
    .requiredOption("-o, --output <file>", "a .png is a contact sheet, a .webp moves")
    .option("--seconds <s>", "how much of each", numberWithin(0.1, 60), 8)
    .option("--force", "write over a picture that is there already")
    .action(async (takes: readonly string[], given: DrawArguments) => {
      const { output, seconds, force = false } = given;
      const { drawTakes } = await import("../jobs/draw-takes.ts");
      const { result: file } = await runJob(drawTakes, { takes, output, seconds, force }, process);
      process.stdout.write(`${file}\n`);
    });
}
