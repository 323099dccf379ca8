import { Command, Option } from "commander";
import { COLOURINGS, type Colouring } from "../../shared/map-colouring.ts";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";

export function mapCommand(): Command {
  const command = new Command("map")
    .description("Lays the poses of an archive out on a plane, those that are alike beside each other")
    .argument("<archive>", "folder of takes, in which the map is kept: map.bin, map.svg, map.png")
    .addOption(
      new Option("--by <what>", "what the colours of the picture tell apart")
        .choices(COLOURINGS)
        .default("style"),
    )
    .addHelpText(
      "after",
      "\nWhere neither takes nor seed have changed, only the picture is drawn anew. Ctrl-C leaves a map that was there as it was.",
    );
  addSettings(command, ["seed"]);
  return command.action(async (archive: string, { by }: { readonly by: Colouring }) => {
    const { makeMap } = await import("../jobs/map/make-map.ts");
    const { seed } = await settingsOf(command);
    const { result } = await runJob(makeMap, { archive, by, seed }, process);
    process.stdout.write(`${result.join("\n")}\n`);
  });
}
