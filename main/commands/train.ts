import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { wholeNumber } from "./numbers.ts";

interface TrainOptions {
  readonly output: string;
  readonly steps: number;
  readonly minutes: number;
  readonly validation?: string;
  readonly resume?: true;
}

/** Exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

export function trainCommand(): Command {
  const command = new Command("train")
    .description("Learns to continue the dances of an archive: takes to model")
    .argument("<archive dir>", "folder of takes with body and root")
    .requiredOption("-o, --output <models/name>", "folder of the model")
    .option("--steps <n>", "how long to learn, in batches of 48 sequences", wholeNumber(1, 10_000_000), 2000)
    .option("--minutes <m>", "stop after this long, to --resume later", wholeNumber(1, 1_000_000), 1_000_000)
    .option("--validation <dir>", "takes that do not train: the model that does best on them is kept")
    .option("--resume", "go on where a run was stopped; its own seed and steps hold")
    .addHelpText("after", "\nCtrl-C saves what was learnt so far; --resume goes on from there.");
  addSettings(command, ["backend", "seed"]);
  return command.action(async (archive: string, options: TrainOptions) => {
    const { backend, seed } = settingsOf(command);
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    process.once("SIGINT", interrupt);
    const { train } = await import("../learn/train/train.ts");
    const { ProgressLine } = await import("../learn/train/progress-line.ts");
    const progress = new ProgressLine(process.stderr, () => performance.now() / 1000);
    await train({
      archive,
      output: options.output,
      steps: options.steps,
      minutes: options.minutes,
      validation: options.validation ?? null,
      resume: options.resume ?? false,
      backend,
      seed,
      signal: interruption.signal,
      say: (line) => progress.say(line),
      onTake: (done, of) => progress.reading(done, of),
      onStep: (report, of, epoch) => progress.step(report, of, epoch),
    });
    process.removeListener("SIGINT", interrupt);
    if (interruption.signal.aborted) process.exitCode = INTERRUPTED;
  });
}
