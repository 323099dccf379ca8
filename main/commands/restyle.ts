import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { withOutput } from "./vary.ts";

interface RestyleArguments {
  readonly style: string;
  readonly output: string;
  readonly options: number;
  readonly force?: boolean;
}

export function restyleCommand(): Command {
  const command = withOutput(
    new Command("restyle")
      .description("Dances a phrase in another style, out of takes of that style, when she danced it")
      .argument("<take>", "its last 20 s are the phrase")
      .requiredOption("--style <name>", "first tag of takes in the archive"),
  );
  addSettings(command, ["archive", "seed"]);
  return command.action(async (take: string, given: RestyleArguments) => {
    const { style, output, options, force = false } = given;
    const { restyleTake } = await import("../jobs/restyle-take.ts");
    const { archive, seed } = await settingsOf(command);
    const { result: files } = await runJob(
      restyleTake,
      { take, style, output, options, force, archive, seed },
      process,
    );
    process.stdout.write(`${files.join("\n")}\n`);
  });
}
