import { Command, Option } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { METRICS, type MetricName } from "../learn/evaluate/report.ts";

interface EvaluateOptions {
  readonly train?: string;
  readonly only: readonly MetricName[];
  readonly quick?: true;
  readonly json?: true;
}

/** Exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

export function evaluateCommand(): Command {
  const command = new Command("evaluate")
    .description("Judges a model on dances that it has not seen, beside simple baselines: the quality table")
    .argument("<archive dir>", "folder of takes that did not train, or what `import --split` wrote")
    .option(
      "--train <dir>",
      "takes that the model learnt from: some baselines and classifiers learn from them too",
    )
    .addOption(
      new Option("--only <figures...>", "measure these alone").choices(METRICS).default(METRICS, "all"),
    )
    .option("--quick", "fewer samples, and lives of one minute instead of five")
    .option("--json", "print one JSON document and nothing else on stdout");
  addSettings(command, ["model", "backend", "seed"]);
  return command.action(async (archive: string, { train, only, quick, json }: EvaluateOptions) => {
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    process.once("SIGINT", interrupt);
    const { evaluate } = await import("../learn/evaluate/evaluate.ts");
    const { qualityTable } = await import("../learn/evaluate/report.ts");
    const { Work } = await import("../learn/evaluate/work.ts");
    const work = new Work(process.stderr, () => performance.now() / 1000, interruption.signal);
    try {
      const report = await evaluate({
        ...settingsOf(command),
        archive,
        train: train ?? null,
        only,
        quick: quick ?? false,
        work,
        now: () => performance.now(),
      });
      process.stdout.write(`${json ? JSON.stringify(report, null, 2) : qualityTable(report)}\n`);
    } catch (error) {
      work.end();
      if (!interruption.signal.aborted) throw error;
      work.say("stopped: nothing was judged");
      process.exitCode = INTERRUPTED;
    } finally {
      process.removeListener("SIGINT", interrupt);
    }
  });
}
