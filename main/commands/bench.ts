import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { DETECTOR_SIZES, type DetectorSize } from "../../shared/messages.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { firstOnPath } from "../system/on-path.ts";
import { projectRoot } from "../system/paths.ts";
import { between } from "./numbers.ts";

interface BenchOptions {
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
        .argParser(between(1, 120))
        .default(30),
    )
    .option("--json", "print one JSON document and nothing else on stdout");
  addSettings(command, ["model", "backend", "accelerator", "detectorSize"]);
  return command.action(async ({ video, sizes, chromium, fps, json }: BenchOptions) => {
    const { runBench } = await import("../learn/bench/bench.ts");
    const { speedTable } = await import("../learn/bench/report.ts");
    const report = await runBench(settingsOf(command), {
      video: video ?? (existsSync(REFERENCE_CLIP) ? REFERENCE_CLIP : null),
      sizes,
      chromium:
        chromium ?? firstOnPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
      fps,
      progress: (line) => void process.stderr.write(`measuring: ${line}\n`),
    });
    process.stdout.write(`${json ? JSON.stringify(report, null, 2) : speedTable(report)}\n`);
    // LiteRT's threads would keep the process alive.
    process.exit();
  });
}
