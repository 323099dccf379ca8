import { Command, InvalidArgumentError, Option } from "commander";
import { FIGURE_LOOKS } from "../../shared/commands/parameters.ts";
import type { FilmBackground } from "../../shared/film.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { FILM, FILM_RATES, type FilmOptions } from "../jobs/film/film-options.ts";
import { runJob } from "../jobs/run-job.ts";
import { numberWithin, pictureSize, wholeNumberWithin } from "./numbers.ts";

interface ExportArguments extends Partial<FilmOptions> {
  readonly output: string;
  readonly seconds?: number;
  readonly person?: number;
  readonly marey?: boolean;
  readonly force?: boolean;
}

export function exportCommand(): Command {
  const command = new Command("export")
    .description("Gives dances away, in the format that the file's ending says")
    .argument(
      "<take or piece...>",
      "one; pictures show several side by side, films a second take as the partner",
    )
    .requiredOption(
      "-o, --output <file>",
      ".bvh: a skeleton that moves, centimetres, y up; .glb: a body that moves, metres; .csv: a table, metres; .png or .svg: a contact sheet; .webp: a moving picture; .webm or .mp4: a film of the stage; .take.ndjson: a take",
    )
    .option(
      "--seconds <s>",
      "only so much of each take's end (default: 8 in pictures, which take at most 60, else all)",
      numberWithin(0.1, 86_400),
    )
    .option(
      "--person <id>",
      "of several people only this one (default: a file each)",
      wholeNumberWithin(0, 2 ** 31 - 1),
    )
    .option("--marey", "in .png or .svg, all figures where they stood, in one picture a take")
    .addOption(new Option("--look <name>", "of a film (default: line)").choices(FIGURE_LOOKS))
    .option("--size <size>", "of a film, pixels (default: 1280x720)", pictureSize)
    .option(
      "--fps <n>",
      "of a film, frames a second (default: 30)",
      numberWithin(FILM_RATES.least, FILM_RATES.most),
    )
    .option(
      "--background <what>",
      "of a film: stage, none or a colour such as #00b140 (default: none in .webm, stage in .mp4)",
      background,
    )
    .option("--sound <file>", "of a film, from the take's beginning on")
    .option("--browser <file>", "the Chromium or Chrome that draws films (default: the first that is found)")
    .option("--force", "write over a file that is there already")
    .action(async (takes: readonly string[], given: ExportArguments) => {
      const { model } = await settingsOf(command);
      const { output, seconds = null, person = null, marey = false, force = false } = given;
      const film = Object.fromEntries(
        Object.entries(given).filter(([name]) => Object.hasOwn(FILM, name)),
      ) as Partial<FilmOptions>;
      const { exportTakes } = await import("../jobs/export-takes.ts");
      const asked = { takes, output, seconds, person, marey, model, force, film };
      const { result: files } = await runJob(exportTakes, asked, process);
      process.stdout.write(`${files.join("\n")}\n`);
    });
  return addSettings(command, ["model"]);
}

/** Parser of an option's value. */
function background(text: string): FilmBackground {
  if (text === "stage") return "stage";
  if (text === "none") return "transparent";
  const colour = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!colour)
    throw new InvalidArgumentError(`Found "${text}", expected stage, none or a colour such as #00b140.`);
  const [red, green, blue] = colour.slice(1).map((channel) => Number.parseInt(channel, 16));
  return [red!, green!, blue!];
}
