import { Command, Option } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { GROUPINGS, type Grouping } from "../learn/evaluate/groups.ts";
import { METRICS, type MetricName } from "../learn/evaluate/report.ts";

interface EvaluateArguments {
  readonly train?: string;
  readonly beside: readonly string[];
  readonly only: readonly MetricName[];
  readonly quick?: boolean;
  readonly styles: readonly string[];
  readonly by: readonly Grouping[];
  readonly picture?: string;
  readonly json?: true;
}

export function evaluateCommand(): Command {
  const command = new Command("evaluate")
    .description("Judges a model on dances that it has not seen, beside simple baselines: the quality table")
    .argument("<archive dir>", "folder of takes that did not train, or what `import --split` wrote")
    .option(
      "--train <dir>",
      "takes that the model learnt from: some baselines and classifiers learn from them too",
    )
    .addOption(
      new Option(
        "--beside <generator...>",
        "judge these beside the model: other generators, or folders of models",
      ).default([], "none"),
    )
    .addOption(
      new Option("--only <figures...>", "measure these alone").choices(METRICS).default(METRICS, "all"),
    )
    .addOption(new Option("--styles <style...>", "judge on takes of these alone").default([], "all"))
    .addOption(
      new Option("--by <groups...>", "print the figures of each style, of each take, too")
        .choices(GROUPINGS)
        .default(GROUPINGS, "both"),
    )
    .option("--picture <file.png>", "draw what gives the model away, as for its card")
    .option("--quick", "fewer samples, and lives of one minute instead of five")
    .option("--json", "print one JSON document and nothing else on stdout");
  addSettings(command, ["generator", "model", "phrases", "fact", "backend", "seed"]);
  return command.action(async (archive: string, given: EvaluateArguments) => {
    const { train = null, beside, only, styles, by, picture = null, quick = false, json } = given;
    const { evaluate } = await import("../learn/evaluate/evaluate.ts");
    const { qualityTable } = await import("../learn/evaluate/report.ts");
    const options = { ...(await settingsOf(command)), archive, train, beside, only, styles, picture, quick };
    const { result } = await runJob(evaluate, options, process);
    process.stdout.write(`${json ? JSON.stringify(result, null, 2) : qualityTable(result, by)}\n`);
  });
}
