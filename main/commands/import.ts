import { Command, InvalidArgumentError } from "commander";
import type { Imported } from "../archive/import/import.ts";
import { UserError } from "../system/errors.ts";

interface ImportOptions {
  readonly output: string;
  readonly fps?: number;
  readonly split?: string;
  readonly dancer?: string;
  readonly tag: readonly string[];
  readonly licence?: string;
  readonly source?: string;
  readonly force?: boolean;
}

/** Exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

export function importCommand(): Command {
  return new Command("import")
    .description("Turns other people's motion (BVH, takes) into takes")
    .argument("<file or folder>", ".bvh or .take.ndjson, each also as .gz")
    .requiredOption("-o, --output <dir>", "where the takes go")
    .option("--fps <n>", "true frame rate of BVH files whose header is wrong", rate)
    .option("--split <file>", "JSON: fps and style by subject, names to train on and to validate with")
    .option("--dancer <name>", "who dances (default: with --split, the subject)")
    .option("--tag <tag...>", "styles or other words to find the takes by", [])
    .option("--licence <text>", "terms of the motion")
    .option("--source <text>", "where it comes from, with the credit due (default: the file's name)")
    .option("--force", "write over takes that are there already")
    .action(run);
}

async function run(input: string, options: ImportOptions): Promise<void> {
  const { importAll } = await import("../archive/import/import-all.ts");
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once("SIGINT", interrupt);
  const { source, licence, dancer } = options;
  const { imported, failed, files } = await importAll({
    ...{ input, output: options.output, fps: options.fps ?? null, split: options.split ?? null },
    force: options.force ?? false,
    provenance: {
      ...(source !== undefined && { source }),
      ...(licence !== undefined && { licence }),
      ...(dancer !== undefined && { dancer }),
      tags: options.tag,
    },
    signal: interruption.signal,
    onImported(name, one) {
      for (const note of one.notes) process.stderr.write(`${note}\n`);
      process.stdout.write(`${name}: ${summary([one])}\n`);
    },
    onProblem: (line) => void process.stderr.write(`${line}\n`),
  });
  process.removeListener("SIGINT", interrupt);
  process.stdout.write(`${imported.length} of ${files} files to ${options.output}: ${summary(imported)}\n`);
  if (interruption.signal.aborted) process.exitCode = INTERRUPTED;
  else if (failed > 0) throw new UserError(`${failed} of ${files} files could not be imported`);
  else if (imported.length === 0) throw new UserError(`${input}: nothing was imported`);
}

function summary(imported: readonly Imported[]): string {
  const sum = (value: (one: Imported) => number) => imported.reduce((total, one) => total + value(one), 0);
  const takes = sum((one) => one.takes);
  const seconds = sum((one) => one.seconds).toFixed(1);
  const faults = `${sum((one) => one.bridged)} faults bridged, ${sum((one) => one.cut)} cut out`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${seconds} s, ${faults}`;
}

function rate(word: string): number {
  const value = Number(word);
  if (value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError(`Found "${word}", expected a number from 1 to 1000.`);
}
