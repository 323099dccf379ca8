import { Command } from "commander";
import { addSettings, settingsOf } from "../config/options.ts";
import { runJob } from "../jobs/run-job.ts";
import { numberWithin, wholeNumberWithin } from "./numbers.ts";

interface CompareArguments {
  readonly output?: string;
  readonly json?: boolean;
  readonly due?: number;
  readonly speed: number;
  readonly person?: number;
  readonly referencePerson?: number;
  readonly force?: boolean;
}

const MOST_SECONDS = 86_400;
const person = wholeNumberWithin(0, 2 ** 31 - 1);

export function compareCommand(): Command {
  const command = new Command("compare")
    .description("Says where a dance is late, and what differs from its reference")
    .argument("<reference take>", "what is to be danced")
    .argument("<take>", "how it was danced")
    .option("-o, --output <report.html>", "a page with figures and curves, for screens and paper")
    .option("--json", "one JSON document")
    .option(
      "--due <s>",
      "when the reference's time 0 was due, seconds of the take (default: where the two fit best)",
      numberWithin(-MOST_SECONDS, MOST_SECONDS),
    )
    .option("--speed <x>", "of the reference, when it was danced to slowed down", numberWithin(0.25, 2), 1)
    .option("--person <id>", "of several people of the take (default: the first)", person)
    .option("--reference-person <id>", "of several people of the reference (default: the first)", person)
    .option("--force", "write over a report that is there already");
  addSettings(command, ["model"]);
  return command.action(async (reference: string, take: string, given: CompareArguments) => {
    const { output = null, json = false, due = null, speed, force = false } = given;
    const { person: id = null, referencePerson = null } = given;
    const { compareTakes } = await import("../jobs/coaching/compare-takes.ts");
    const { model } = await settingsOf(command);
    const options = { reference, take, referencePerson, person: id, due, speed, output, force, model };
    const { result } = await runJob(compareTakes, options, process);
    if (json) {
      const { comparisonJson } = await import("../jobs/coaching/comparison-json.ts");
      process.stdout.write(`${comparisonJson(result)}\n`);
    } else if (output !== null) process.stdout.write(`${output}\n`);
    else {
      const { comparisonSummary } = await import("../jobs/coaching/comparison-summary.ts");
      process.stdout.write(`${comparisonSummary(result)}\n`);
    }
  });
}
