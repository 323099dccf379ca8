import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import type { TrackResult } from "../jobs/track-video.ts";
import { SourceError } from "../system/errors.ts";

interface TrackArguments {
  readonly output: string;
  readonly force?: boolean;
}

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
  addSettings(command, ["maxPeople", "ignore", "detectorSize", "accelerator", "smoothing"]);
  return command.action(async (video: string, { output, force = false }: TrackArguments) => {
    const { trackVideo } = await import("../jobs/track-video.ts");
    const options = { ...(await settingsOf(command)), video, output, force };
    const { result, interrupted } = await runJob(trackVideo, options, process);
    process.stdout.write(`${output}: ${summary(result, interrupted)}\n`);
    if (result.fault !== null) throw new SourceError(result.fault);
  });
}

function summary({ frames, posed, seconds, total }: TrackResult, interrupted: boolean): string {
  const count = interrupted && total !== null ? `interrupted, ${frames} of ${total}` : `${frames}`;
  return `${count} ${count === "1" ? "frame" : "frames"}, ${seconds.toFixed(1)} s, somebody on ${posed} of them`;
}
