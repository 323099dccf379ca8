import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { DETECTOR_SIZES, type DetectorSize } from "../../shared/messages.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { projectRoot } from "../system/files/paths.ts";
import { chromiumProgram } from "../system/processes/programs.ts";
import { numberWithin } from "./numbers.ts";

interface BenchArguments {
  readonly video?: string;
  readonly sizes: readonly DetectorSize[];
  readonly chromium?: string;
  readonly fps: number;
  readonly json?: true;
}

/** The clip that our own figures are measured on; it is not part of the project. */
const REFERENCE_CLIP = join(projectRoot, "../shared/data/clips/keith-notation-phrase.mp4");

export function benchCommand(): Command {
  const command = new Command("bench")
    .description("Measures how fast this machine sees and predicts, beside the official pose package")
    .option("--video <file>", "a video of one dancer (default: the reference clip, where it is there)")
    .addOption(
      new Option("--sizes <sizes...>", "sizes of the pose model to measure")
        .choices(DETECTOR_SIZES)
        .default(["full", "lite"]),
    )
    .option("--chromium <file>", "the browser for the official package (default: the first on PATH)")
    .addOption(
      new Option("--fps <n>", "frames a second at which latency is measured, as a camera would bring them")
        .argParser(numberWithin(1, 120))
        .default(30),
    )
    .option("--json", "print one JSON document and nothing else on stdout");
  addSettings(command, ["model", "backend", "accelerator", "detectorSize"]);
  return command.action(async (given: BenchArguments) => {
    const { sizes, fps, json, chromium = chromiumProgram() } = given;
    const { video = existsSync(REFERENCE_CLIP) ? REFERENCE_CLIP : null } = given;
    const { runBench } = await import("../learn/bench/bench.ts");
    const { speedTable } = await import("../learn/bench/report.ts");
    const options = { settings: await settingsOf(command), video, sizes, chromium, fps };
    const { result } = await runJob(runBench, options, process);
    process.stdout.write(`${json ? JSON.stringify(result, null, 2) : speedTable(result)}\n`);
  });
}
