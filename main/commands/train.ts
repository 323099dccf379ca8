import { Command, Option } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { TRAINABLE_TYPES, type TrainableName } from "../learn/train/types.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface TrainArguments {
  readonly type: TrainableName;
  readonly critic: number;
  readonly output: string;
  readonly steps: number;
  readonly minutes: number;
  readonly validation?: string;
  readonly published?: boolean;
  readonly leaveOut: readonly string[];
  readonly only?: string;
  readonly hear?: string;
  readonly resume?: boolean;
}

export function trainCommand(): Command {
  const command = new Command("train")
    .description("Learns to continue the dances of an archive: takes to model")
    .argument("<archive dir>", "folder of takes with body and root")
    .requiredOption("-o, --output <models/name>", "folder of the model")
    .addOption(
      new Option("--type <type>", "the kind of network").choices(TRAINABLE_TYPES).default(TRAINABLE_TYPES[0]),
    )
    .option(
      "--critic <weight>",
      "heed a critic that learns to tell what is made up from what was danced; 0 has none",
      numberWithin(0, 10),
      0,
    )
    .option(
      "--published",
      "with --type fact: as large as in its paper, for who has its data and a graphics card",
    )
    .option("--steps <n>", "how long to learn, in batches", wholeNumberWithin(1, 10_000_000), 2000)
    .option(
      "--minutes <m>",
      "stop after this long, to --resume later",
      wholeNumberWithin(1, 1_000_000),
      1_000_000,
    )
    .option("--validation <dir>", "takes that do not train: the model that does best on them is kept")
    .addOption(
      new Option("--leave-out <style...>", "styles that are not learnt, nor validated with").default(
        [],
        "none",
      ),
    )
    .option("--only <file>", "learn only from the takes of a selection, as the desk's map keeps it")
    .option("--hear <models/name>", "teach only to hear a model that dances; the rest of it stays as it is")
    .option("--resume", "go on where a run was stopped; its own seed and steps hold")
    .addHelpText("after", "\nCtrl-C saves what was learnt so far; --resume goes on from there.");
  addSettings(command, ["backend", "seed"]);
  return command.action(async (archive: string, given: TrainArguments) => {
    const { type, critic, output, steps, minutes, validation = null, leaveOut } = given;
    const { only = null, hear = null, resume = false, published = false } = given;
    const { train } = await import("../learn/train/train.ts");
    const { backend, seed } = await settingsOf(command);
    const about = { type, critic, published, archive, output, steps, minutes, validation, leaveOut, only };
    const { result } = await runJob(train, { ...about, resume, hear, backend, seed }, process);
    const rest = result.learnt < result.steps ? "; --resume goes on" : "";
    process.stdout.write(`${output}: ${result.learnt} of ${result.steps} steps learnt${rest}\n`);
  });
}
