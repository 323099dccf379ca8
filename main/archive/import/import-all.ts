import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { SourceError, UserError } from "../../system/errors.ts";
import { makeFolder } from "../../system/paths.ts";
import { type Imported, type ImportProvenance, importMotion, kindOf, nameOf, unknownKind } from "./import.ts";
import { type ArchiveSplit, readSplit, type SplitEntry } from "./split.ts";

export interface ImportJob {
  /** A file, or a folder with all that is in it. */
  readonly input: string;
  readonly output: string;
  readonly provenance: ImportProvenance;
  /** True frame rate of BVH files; null leaves it to the split, and then to their headers. */
  readonly fps: number | null;
  /** Path of a split: takes go to `train` and `validation` below `output` then. */
  readonly split: string | null;
  /** Whether takes may overwrite others. */
  readonly force: boolean;
  /** Stops after the current file. */
  readonly signal: AbortSignal;
  readonly onImported: (name: string, imported: Imported) => void;
  /** One line about a file that was skipped or refused. */
  readonly onProblem: (line: string) => void;
}

export interface ImportResult {
  readonly imported: readonly Imported[];
  readonly failed: number;
  readonly files: number;
}

/**
 * Imports one file or all files of a folder; in a folder, one bad file does not keep the others out.
 * @throws SourceError naming the file or folder when nothing can begin, or the only file is refused.
 */
export async function importAll(job: ImportJob): Promise<ImportResult> {
  const split = job.split === null ? null : await readSplit(job.split);
  const folder = await isFolder(job.input);
  const files = folder ? await motionIn(job.input, job.onProblem) : [job.input];
  if (split && folder) checkListed(split, files.map(nameOf), job);
  await makeFolder(job.output);
  const imported: Imported[] = [];
  let failed = 0;
  for (const file of files) {
    if (job.signal.aborted) break;
    const entry = split?.get(nameOf(file));
    if (split && !entry) {
      job.onProblem(`skipped ${file}: not listed in ${job.split}`);
      continue;
    }
    try {
      const one = await importOne(file, job, entry);
      imported.push(one);
      job.onImported(nameOf(file), one);
    } catch (error) {
      if (!folder || !(error instanceof UserError)) throw error;
      failed++;
      job.onProblem(error.message);
    }
  }
  return { imported, failed, files: files.length };
}

async function importOne(file: string, job: ImportJob, entry: SplitEntry | undefined): Promise<Imported> {
  const directory = join(job.output, entry?.part ?? "");
  await makeFolder(directory);
  const { tags, ...given } = job.provenance;
  const provenance: ImportProvenance = {
    ...(entry && { dancer: entry.subject }),
    ...given,
    tags: entry?.style ? [entry.style, ...tags] : tags,
  };
  return importMotion(file, { directory, force: job.force }, provenance, job.fps ?? entry?.fps ?? null);
}

async function isFolder(input: string): Promise<boolean> {
  try {
    return (await stat(input)).isDirectory();
  } catch (error) {
    throw new SourceError(`${input}: cannot be read (${(error as Error).message})`);
  }
}

/** Every file that can be imported in a folder and the folders in it. */
async function motionIn(folder: string, onProblem: (line: string) => void): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const all = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = all.filter((file) => kindOf(file) !== null).sort();
  for (const file of all) if (kindOf(file) === null) onProblem(`skipped ${unknownKind(file)}`);
  if (files.length === 0)
    throw new SourceError(`${folder}: no motion in it, expected .bvh or .take.ndjson files`);
  const names = new Map<string, string>();
  for (const file of files) {
    const other = names.get(nameOf(file));
    if (other !== undefined)
      throw new SourceError(`${file}: has the name of ${other}, expected different names`);
    names.set(nameOf(file), file);
  }
  return files;
}

/** @throws SourceError when the folder lacks files that the split lists: a model trained on fewer would differ. */
function checkListed(split: ArchiveSplit, names: readonly string[], { input, split: file }: ImportJob): void {
  const missing = [...split.keys()].filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new SourceError(`${input}: ${missing.join(", ")} not there, expected what ${file} lists`);
}
