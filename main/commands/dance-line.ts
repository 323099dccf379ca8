import { Command } from "commander";
import type { LineReport } from "../archive/map/dance-line.ts";
import { counted } from "../jobs/ingest/report/words.ts";
import { runJob } from "../jobs/run-job.ts";

interface Arguments {
  readonly output: string;
  readonly body?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function danceLineCommand(): Command {
  return new Command("dance-line")
    .description("Dances a line that was drawn over an archive's map, by real stretches of its takes")
    .argument("<archive>", "folder of takes, with the map that `map` makes")
    .argument(
      "<line>",
      'a JSON file: {"format": "continuo-line", "version": 1, "points": [{"x": 0.4, "y": 0.5, "t": 0}, ...]}, x to the right and y up on the map, t in seconds',
    )
    .requiredOption("-o, --output <file>", "the take: a name that ends in .take.ndjson or .take.ndjson.gz")
    .option("--body <take>", "whose proportions it has (default: an adult's)")
    .option("--force", "write over a take that is there already")
    .option("--json", "print what it is made of, and where on the map, as JSON")
    .action(async (archive: string, line: string, { output, body, force = false, json }: Arguments) => {
      const { danceDrawnLine } = await import("../jobs/dance-line.ts");
      const { result } = await runJob(
        danceDrawnLine,
        { archive, line, output, force, body: body ?? null },
        process,
      );
      process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${output}: ${summary(result)}\n`);
    });
}

function summary({ seconds, drawn, stretches, speeds, away, least }: LineReport): string {
  const stretched =
    Math.abs(seconds - drawn) > 0.1
      ? `, drawn in ${drawn.toFixed(1)} s: people go over this map at ${speeds.slow.toFixed(3)} to ${speeds.fast.toFixed(3)} widths a second`
      : "";
  const parts = counted(stretches.length, "stretch", "stretches");
  return `${seconds.toFixed(1)} s in ${parts}, ${away.toFixed(3)} widths of the map from the line on average where the nearest poses are ${least.toFixed(3)}${stretched}`;
}
