import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Imported, Provenance } from "../archive/import.ts";
import type { Split } from "../archive/split.ts";
import { SourceError, UserError } from "../errors.ts";

interface ImportOptions {
  readonly output: string;
  readonly fps?: number;
  readonly split?: string;
  readonly dancer?: string;
  readonly tag: readonly string[];
  readonly licence?: string;
  readonly source?: string;
}

export function importCommand(): Command {
  return new Command("import")
    .description("Turns other people's motion (BVH, takes) into takes.")
    .argument("<file or folder>", ".bvh or .take.ndjson, each also as .gz")
    .requiredOption("-o, --output <dir>", "where the takes go")
    .option("--fps <n>", "true frame rate of BVH files whose header is wrong", rate)
    .option(
      "--split <file>",
      "JSON with fps and style by subject, and the names to train on and to validate with",
    )
    .option("--dancer <name>", "who dances; with --split the subject, unless it is given")
    .option("--tag <tag...>", "styles or other words to find the takes by", [])
    .option("--licence <text>", "terms of the motion")
    .option("--source <text>", "where it comes from, with the credit that is due (default: the file's name)")
    .action(importAll);
}

async function importAll(input: string, options: ImportOptions): Promise<void> {
  const { importMotion, nameOf } = await import("../archive/import.ts");
  const split =
    options.split === undefined ? null : await (await import("../archive/split.ts")).readSplit(options.split);
  const files = (await isFolder(input)) ? await motionIn(input) : [input];
  if (split && files[0] !== input) checkListed(split, files.map(nameOf), input, options.split!);

  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once("SIGINT", interrupt);
  const done: Imported[] = [];
  let failed = 0;
  for (const file of files) {
    if (interrupted) break;
    const entry = split?.get(nameOf(file));
    if (split && !entry) {
      process.stderr.write(`${file}: skipped, not listed in ${options.split}\n`);
      continue;
    }
    const directory = join(options.output, entry?.part ?? "");
    const fps = options.fps ?? entry?.fps ?? null;
    try {
      await mkdir(directory, { recursive: true });
      const imported = await importMotion(
        file,
        directory,
        provenance(options, entry?.subject, entry?.style),
        fps,
      );
      done.push(imported);
      for (const note of imported.notes) process.stderr.write(`${note}\n`);
      process.stdout.write(`${nameOf(file)}: ${summary([imported])}\n`);
    } catch (error) {
      if (!(error instanceof UserError) || files.length === 1) throw error;
      failed++;
      process.stderr.write(`error: ${error.message}\n`);
    }
  }
  process.removeListener("SIGINT", interrupt);
  process.stdout.write(
    `${done.length} of ${files.length} files imported to ${options.output}: ${summary(done)}\n`,
  );
  if (interrupted) throw new UserError(`interrupted after ${done.length + failed} of ${files.length} files`);
  if (failed > 0) throw new UserError(`${failed} of ${files.length} files could not be imported`);
  if (done.length === 0) throw new SourceError(`${input}: nothing was imported`);
}

async function isFolder(input: string): Promise<boolean> {
  try {
    return (await stat(input)).isDirectory();
  } catch (error) {
    throw new SourceError(`${input}: cannot be read (${(error as Error).message})`);
  }
}

/** Every file that can be imported in a folder and the folders in it. */
async function motionIn(folder: string): Promise<readonly string[]> {
  const { kindOf, nameOf, unknownKind } = await import("../archive/import.ts");
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const known = files.filter((file) => kindOf(file) !== null).sort();
  for (const file of files) if (kindOf(file) === null) process.stderr.write(`skipped ${unknownKind(file)}\n`);
  if (known.length === 0) {
    throw new SourceError(`${folder}: no motion in this folder, expected .bvh or .take.ndjson files`);
  }
  const names = new Set<string>();
  for (const file of known) {
    const name = nameOf(file);
    if (names.has(name))
      throw new SourceError(`${file}: there is another ${name} in ${folder}, expected different names`);
    names.add(name);
  }
  return known;
}

/** A folder imported by a split must hold what the split lists: a model trained on less would not be the same. */
function checkListed(split: Split, names: readonly string[], folder: string, file: string): void {
  const missing = [...split.keys()].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new SourceError(`${folder}: ${missing.join(", ")} not there, expected what ${file} lists`);
  }
}

function provenance(options: ImportOptions, subject?: string, style?: string | null): Provenance {
  const { source, licence, tag, dancer = subject } = options;
  return {
    ...(source !== undefined && { source }),
    ...(licence !== undefined && { licence }),
    ...(dancer !== undefined && { dancer }),
    tags: style ? [style, ...tag] : tag,
  };
}

function summary(imported: readonly Imported[]): string {
  const sum = (value: (one: Imported) => number) => imported.reduce((total, one) => total + value(one), 0);
  const takes = sum((one) => one.takes);
  const faults = `faults: ${sum((one) => one.bridged)} bridged, ${sum((one) => one.cut)} cut out`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${sum((one) => one.seconds).toFixed(1)} s of dance, ${faults}`;
}

function rate(word: string): number {
  const value = Number(word);
  if (!(value >= 1 && value <= 1000)) throw new InvalidArgumentError(`found "${word}", expected 1 to 1000`);
  return value;
}
