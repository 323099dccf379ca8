import { Command, Option } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface BlendArguments {
  readonly output: string;
  readonly seconds: number;
  readonly options: number;
  readonly force?: boolean;
}

interface VaryArguments extends Omit<BlendArguments, "seconds"> {
  readonly seconds?: number;
  readonly loop?: boolean;
  readonly complete?: "upper" | "lower";
}

/** What `vary` and `blend` have in common. */
const withOutput = (command: Command): Command =>
  command
    .requiredOption("-o, --output <dir>", "where they go, one take each")
    .option("--options <n>", "how many", wholeNumberWithin(1, 30), 4)
    .option("--force", "write over takes that are there already")
    .addHelpText("after", "\nNo model is needed. Ctrl-C keeps those that are done.");

const LENGTH = numberWithin(1, 60);

export function varyCommand(): Command {
  const command = withOutput(
    new Command("vary")
      .description("Dances a phrase anew, out of the dancer's own movement")
      .argument("<take>", "its last half minute is the phrase")
      .option("--seconds <s>", "length of each (default: that of the phrase)", LENGTH)
      .option("--loop", "each goes on from its end with its beginning")
      .addOption(
        new Option("--complete <half>", "dance this half of the body anew, and the other as it was danced")
          .choices(["upper", "lower"])
          .conflicts(["seconds", "loop"]),
      ),
  );
  addSettings(command, ["temperature", "seed"]);
  return command.action(async (take: string, given: VaryArguments) => {
    const { output, options, seconds = null, force = false, loop = false, complete = null } = given;
    const { varyTake } = await import("../jobs/vary-take.ts");
    const { temperature, seed } = await settingsOf(command);
    const asked = { take, output, seconds, options, force, loop, complete, temperature, seed };
    const { result: files } = await runJob(varyTake, asked, process);
    process.stdout.write(`${files.join("\n")}\n`);
  });
}

export function blendCommand(): Command {
  const command = withOutput(
    new Command("blend")
      .description("Dances from one phrase into another, out of the movement of both")
      .argument("<take>", "its last half minute is the phrase that each begins with")
      .argument("<other take>", "its last half minute is the phrase that each ends with")
      .option("--seconds <s>", "length of each", LENGTH, 8),
  );
  addSettings(command, ["seed"]);
  return command.action(async (from: string, to: string, given: BlendArguments) => {
    const { output, options, seconds, force = false } = given;
    const { blendTakes } = await import("../jobs/vary-take.ts");
    const { seed } = await settingsOf(command);
    const asked = { from, to, output, seconds, options, force, seed };
    const { result: files } = await runJob(blendTakes, asked, process);
    process.stdout.write(`${files.join("\n")}\n`);
  });
}
