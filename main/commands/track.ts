import { existsSync } from "node:fs";
import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { ConfigError } from "../system/errors.ts";

interface TrackOptions {
  readonly output: string;
  readonly force?: true;
}

/** Exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

export function trackCommand(): Command {
  const command = new Command("track")
    .description("Finds the dancers in a video and writes their movement as a take")
    .argument("<video>", "a video file, or a picture for a take of one frame")
    .requiredOption("-o, --output <file>", "the take: a name that ends in .take.ndjson or .take.ndjson.gz")
    .option("--force", "write over a take that is there already")
    .addHelpText(
      "after",
      "\nHere a size of auto is full, since nobody waits for it. Ctrl-C keeps what was tracked so far.",
    );
  addSettings(command, ["maxPeople", "detectorSize", "accelerator", "smoothing"]);
  return command.action(async (video: string, { output, force }: TrackOptions) => {
    checkOutput(output, force ?? false);
    const settings = settingsOf(command);
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    process.once("SIGINT", interrupt);
    try {
      const { trackVideo } = await import("../jobs/track-video.ts");
      await trackVideo(video, output, settings, interruption.signal);
    } finally {
      process.removeListener("SIGINT", interrupt);
    }
    if (interruption.signal.aborted) process.exitCode = INTERRUPTED;
  });
}

function checkOutput(output: string, force: boolean): void {
  if (!/\.take\.ndjson(\.gz)?$/.test(output)) {
    throw new ConfigError(
      `--output is ${output}, expected a name that ends in .take.ndjson or .take.ndjson.gz`,
    );
  }
  if (!force && existsSync(output)) {
    throw new ConfigError(`--output is ${output}, which is there already; expected a new name, or --force`);
  }
}
