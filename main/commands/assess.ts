import { Command } from "commander";
import { runJob } from "../jobs/run-job.ts";

interface AssessArguments {
  readonly scale?: string;
  readonly score?: string;
  readonly style?: string;
  readonly output?: string;
  readonly json?: boolean;
  readonly force?: boolean;
}

export function assessCommand(): Command {
  return new Command("assess")
    .description("Measures a dance without a reference: rhythm, range, space, balance, efforts and more")
    .argument("<take>", "whoever is longest in it is measured")
    .option("--style <name>", "beside this style of the scale (default: beside all of them)")
    .option("--scale <file.json>", "what `scale` made of your own archive (default: the shipped one)")
    .option("--score <file.json>", "a total by your own weights: a style, and weights by measure")
    .option("-o, --output <report.html>", "a page for screens and paper, instead of the table")
    .option("--json", "print one JSON document and nothing else on stdout")
    .option("--force", "write over a page that is there already")
    .addHelpText("after", "\nWhat a camera cannot tell is left out: see main/docs/COACHING.md.")
    .action(async (take: string, given: AssessArguments) => {
      const { scale, score = null, style = null, output = null, json = false, force = false } = given;
      const { assessTake } = await import("../jobs/coaching/assess-take.ts");
      const { SHIPPED_SCALE } = await import("../archive/coaching/scale-file.ts");
      const { assessmentDocument, assessmentTable } = await import("../jobs/coaching/assessment-table.ts");
      const { result } = await runJob(
        assessTake,
        { take, scale: scale ?? SHIPPED_SCALE, score, style, output, force },
        process,
      );
      const text = json ? JSON.stringify(assessmentDocument(result), null, 2) : assessmentTable(result);
      process.stdout.write(output === null || json ? `${text}\n` : `${output}\n`);
    });
}
