import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import type { FoundMoment } from "../jobs/search-moments.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface SearchArguments {
  readonly at?: number;
  readonly count: number;
  readonly output?: string;
  readonly json?: boolean;
}

const MOST_SECONDS = 31 * 86_400;

export function searchCommand(): Command {
  const command = new Command("search")
    .description("Finds the moments of an archive that are most like one of a take, or like a picture's pose")
    .argument("<archive>", "folder of takes, in which the index is kept: moments.bin")
    .argument("<take or picture>", "a take, or a picture of somebody, whose movement nobody knows")
    .option("--at <seconds>", "of the take (default: its middle)", numberWithin(0, MOST_SECONDS))
    .option("--count <n>", "how many", wholeNumberWithin(1, 100), 10)
    .option("-o, --output <dir>", "draws them there, three seconds of each: moments.png")
    .option("--json", "a line of JSON for each");
  addSettings(command, ["maxPeople", "ignore", "detectorSize", "accelerator", "smoothing"]);
  return command.action(async (archive: string, like: string, given: SearchArguments) => {
    const { at = null, count, output = null, json = false } = given;
    const { searchMoments } = await import("../jobs/search-moments.ts");
    const options = { ...(await settingsOf(command)), archive, like, at, count, output };
    const { result } = await runJob(searchMoments, options, process);
    for (const one of result) process.stdout.write(`${json ? JSON.stringify(one) : lineOf(one)}\n`);
  });
}

const lineOf = ({ take, t, dancer, distance }: FoundMoment): string =>
  `${distance.toFixed(3)} m  ${take}  ${t.toFixed(2)} s  ${dancer}`;
