import { Command } from "commander";
import { FARTHEST_BEGIN } from "../../shared/music-track.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { fileName, numberWithin, wholeNumberWithin } from "./numbers.ts";

interface ContinueArguments {
  readonly output: string;
  readonly seconds: number;
  readonly options: number;
  readonly music?: string;
  readonly musicBegin?: number;
  readonly force?: boolean;
}

export function continueCommand(): Command {
  const command = new Command("continue")
    .description("Dances on from where a take ends")
    .argument("<seed take>", "its last seconds are the phrase")
    .requiredOption("-o, --output <dir>", "where the continuations go, one take each")
    .option("--seconds <s>", "length of each", numberWithin(0.1, 3600), 8)
    .option("--options <n>", "how many", wholeNumberWithin(1, 30), 4)
    .option(
      "--music <file>",
      "track that they dance to; at the seed's time 0 it began, or was where the seed says",
      fileName,
    )
    .option(
      "--music-begin <s>",
      "where in the track they begin; otherwise where it is after the seed",
      numberWithin(-FARTHEST_BEGIN, FARTHEST_BEGIN),
    )
    .option("--force", "write over takes that are there already")
    .addHelpText("after", "\nCtrl-C keeps the continuations as far as they are.");
  addSettings(command, [
    "generator",
    "archive",
    "model",
    "phrases",
    "fact",
    "temperature",
    "seed",
    "backend",
  ]);
  return command.action(async (take: string, given: ContinueArguments) => {
    const { output, seconds, options, music = null, musicBegin = null, force = false } = given;
    const { continueTake } = await import("../jobs/continue-take.ts");
    const settings = await settingsOf(command);
    const asked = { ...settings, take, output, seconds, options, music, musicBegin, force };
    const { result: files } = await runJob(continueTake, asked, process);
    process.stdout.write(`${files.join("\n")}\n`);
  });
}
