import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { between, wholeNumber } from "./numbers.ts";

interface ContinueOptions {
  readonly output: string;
  readonly seconds: number;
  readonly options: number;
  readonly force?: boolean;
}

export function continueCommand(): Command {
  const command = new Command("continue")
    .description("Dances on from where a take ends")
    .argument("<seed take>", "its last seconds are the phrase")
    .requiredOption("-o, --output <dir>", "where the continuations go, one take each")
    .option("--seconds <s>", "length of each", between(0.1, 3600), 8)
    .option("--options <n>", "how many", wholeNumber(1, 30), 4)
    .option("--force", "write over takes that are there already");
  addSettings(command, ["model", "temperature", "seed", "backend"]);
  return command.action(
    async (seed: string, { output, seconds, options, force = false }: ContinueOptions) => {
      const settings = settingsOf(command);
      const { continueTake } = await import("../jobs/continue-take.ts");
      const files = await continueTake(seed, output, { ...settings, seconds, options, force });
      process.stdout.write(`${files.join("\n")}\n`);
    },
  );
}
