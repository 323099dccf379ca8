import { Command, Option } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { ConfigError } from "../system/errors.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface Arguments {
  readonly output: string;
  readonly model?: string;
  readonly options: number;
  readonly force?: boolean;
}

interface BlendArguments extends Arguments {
  readonly seconds: number;
  readonly share?: number;
}

interface VaryArguments extends Arguments {
  readonly seconds?: number;
  readonly loop?: boolean;
  readonly complete?: "upper" | "lower";
}

/** What `vary`, `blend` and `restyle` have in common. */
export const withOutput = (command: Command): Command =>
  command
    .requiredOption("-o, --output <dir>", "where they go, one take each")
    .option("--options <n>", "how many", wholeNumberWithin(1, 30), 4)
    .option("--force", "write over takes that are there already")
    .addHelpText("after", "\nCtrl-C keeps those that are done.");

const withModel = (command: Command): Command =>
  withOutput(command).option(
    "--model <dir>",
    "by way of a model's space of phrases, such as models/phrases (default: without a model)",
  );

const LENGTH = numberWithin(1, 60);
/** Temperature is how far from the phrase, or the way, each is drawn; a way without a model has none. */
const SETTINGS = ["temperature", "seed", "backend"] as const;

export function varyCommand(): Command {
  const command = withModel(
    new Command("vary")
      .description("Dances a phrase anew, out of the dancer's own movement")
      .argument("<take>", "its last half minute is the phrase")
      .option("--seconds <s>", "length of each (default: that of the phrase)", LENGTH)
      .addOption(
        new Option("--loop", "each goes on from its end with its beginning, without a model").conflicts(
          "model",
        ),
      )
      .addOption(
        new Option("--complete <half>", "dance this half of the body anew, and the other as it was danced")
          .choices(["upper", "lower"])
          .conflicts(["seconds", "loop", "model"]),
      ),
  );
  addSettings(command, SETTINGS);
  return command.action(async (take: string, given: VaryArguments) => {
    const { output, options, seconds = null, force = false, loop = false, complete = null } = given;
    const { model = null } = given;
    const { varyTake } = await import("../jobs/vary-take.ts");
    const { temperature, seed, backend } = await settingsOf(command);
    const asked = {
      take,
      output,
      model,
      seconds,
      options,
      force,
      loop,
      complete,
      temperature,
      seed,
      backend,
    };
    const { result: files } = await runJob(varyTake, asked, process);
    process.stdout.write(`${files.join("\n")}\n`);
  });
}

export function blendCommand(): Command {
  const command = withModel(
    new Command("blend")
      .description("Dances from one phrase into another, out of the movement of both")
      .argument("<take>", "its last half minute is the phrase that each begins with")
      .argument("<other take>", "its last half minute is the phrase that each ends with")
      .option("--seconds <s>", "length of each", LENGTH, 8)
      .option(
        "--share <share>",
        "with --model, a mixture with so much of the other phrase from beginning to end, 0 to 1 (default: a way)",
        numberWithin(0, 1),
      ),
  );
  addSettings(command, SETTINGS);
  return command.action(async (from: string, to: string, given: BlendArguments) => {
    const { output, options, seconds, force = false, model = null, share = null } = given;
    if (share !== null && model === null)
      throw new ConfigError(
        `--share is ${share} and there is no --model, expected the folder of a phrase-vae`,
      );
    const { blendTakes } = await import("../jobs/vary-take.ts");
    const { temperature, seed, backend } = await settingsOf(command);
    const asked = { from, to, output, model, seconds, share, options, force, temperature, seed, backend };
    const { result: files } = await runJob(blendTakes, asked, process);
    process.stdout.write(`${files.join("\n")}\n`);
  });
}
