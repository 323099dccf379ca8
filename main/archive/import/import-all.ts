import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { SourceError, UserError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { KEY_FRAMED_TAG } from "../take.ts";
import type { BvhFacts } from "./bvh/convert.ts";
import { readJointMap } from "./bvh/joint-map.ts";
import { type Imported, type ImportProvenance, importMotion } from "./import.ts";
import { aistName, findAistTrack, isAistTrack } from "./keypoints/aist-name.ts";
import { groupFrames, isFrameFolder } from "./keypoints/openpose-folder.ts";
import type { KeypointOptions } from "./keypoints/read-keypoints.ts";
import { holdsJoints, holdsKeypoints } from "./keypoints/sniff.ts";
import type { PictureSize } from "./keypoints/take-frames.ts";
import { kindOf, nameOf, unknownKind } from "./kinds.ts";
import type { Up } from "./orientation.ts";
import { type ArchiveSplit, entriesOf, expectedIn, readSplit, type SplitEntry } from "./split.ts";

export interface ImportOptions {
  /** A file, or a folder with all that is in it. */
  readonly input: string;
  readonly output: string;
  readonly provenance: ImportProvenance;
  /** True frame rate of BVH files and of keypoints; null leaves it to the split, and then to the files. */
  readonly fps: number | null;
  /** Axis that points up in BVH files and in keypoints of bodies; null leaves it to the motion. */
  readonly up: Up | null;
  /** Metres a unit of those; null makes grown-ups in BVH files as tall as the others, and tells it of keypoints by the bodies. */
  readonly scale: number | null;
  /** Path of a JSON file that says what joints are called. */
  readonly map: string | null;
  /** Of the picture that keypoints are in, where their files do not say it; null when missing. */
  readonly size?: PictureSize | null;
  /** Path of a split: takes go to `train` and `validation` below `output` then, and are cut to their active span. */
  readonly split: string | null;
  /** Whether takes may overwrite others. */
  readonly force: boolean;
}

/** Files of the CMU archive are named by the dancer: 60_01 is the first of subject 60. */
const CMU_SUBJECT = /^\d+(?=_)/;

export interface ImportResult {
  readonly imported: readonly ImportedFile[];
  readonly failed: number;
  readonly files: number;
}

export interface ImportedFile extends Imported {
  readonly name: string;
}

/**
 * Imports one file or all files of a folder; in a folder, one bad file does not keep the others out. When it is
 * stopped, the file at hand is finished first.
 * @throws SourceError naming the file or folder when nothing can begin, or the only file is refused.
 */
export async function importAll(options: ImportOptions, context: JobContext): Promise<ImportResult> {
  const { signal, report, note } = context;
  const split = options.split === null ? null : await readSplit(options.split);
  const map = options.map === null ? {} : await readJointMap(options.map);
  const folder = await isFolder(options.input);
  const files = folder ? await motionIn(options.input, note) : [options.input];
  const entries = split && entriesOf(split, files, folder ? options.input : dirname(options.input));
  if (split && folder) checkListed(split, new Set(entries?.values()), options.input);
  const names = namesOf(files, options.input);
  await makeFolder(options.output);
  const imported: ImportedFile[] = [];
  const silent = new Set<string>();
  let failed = 0;
  for (const [done, file] of files.entries()) {
    if (signal.aborted) break;
    const name = names[done]!;
    report({ phase: "importing", unit: "file", done, total: files.length, details: [name] });
    const entry = entries?.get(file);
    if (entries && !entry) {
      note(`skipped ${file}: not listed in ${options.split}`);
      continue;
    }
    try {
      const other = files[names.indexOf(name)]!;
      if (other !== file)
        throw new SourceError(`${file}: has the name of ${other}, expected different names`);
      const { up, scale, size = null } = options;
      const active = entry?.active ?? null;
      const facts = { fps: options.fps ?? entry?.fps ?? null, size, up, scale, map, active };
      const one = await importOne(file, name, options, entry, facts, silent);
      imported.push({ name, ...one });
      one.notes.forEach(note);
    } catch (error) {
      const isAlone = !folder || (files.length === 1 && isFrameFolder(file));
      if (isAlone || !(error instanceof UserError)) throw error;
      failed++;
      note(error.message);
    }
    // The work on a file that is refused never waits, and signals are heard only when the event loop turns.
    await setImmediate();
  }
  if (silent.size > 0) note(missingTracks(silent, options.input));
  return { imported, failed, files: files.length };
}

/** @param silent is told of a track that is not there. */
async function importOne(
  file: string,
  name: string,
  options: ImportOptions,
  entry: SplitEntry | undefined,
  facts: BvhFacts & KeypointOptions,
  silent: Set<string>,
): Promise<Imported> {
  const directory = join(options.output, entry?.part ?? "");
  await makeFolder(directory);
  const { tags, ...given } = options.provenance;
  const [subject] = CMU_SUBJECT.exec(name) ?? [];
  const aist = ["arrays", "json"].includes(kindOf(file)!) ? aistName(nameOf(file)) : null;
  const track = aist && findAistTrack(aist.track, file, options.input);
  if (aist && track === null) silent.add(aist.track);
  const styles = entry ? [entry.style, ...(entry.isKeyFramed ? [KEY_FRAMED_TAG] : []), ...tags] : tags;
  const provenance: ImportProvenance = {
    ...(entry && subject !== undefined && { dancer: subject }),
    ...(aist && { dancer: aist.dancer, note: `music ${aist.track}, ${aist.tempo} beats a minute` }),
    ...(track && { track }),
    ...given,
    tags: aist ? [...new Set([...styles, aist.style])] : styles,
  };
  return importMotion(file, { directory, name, force: options.force }, provenance, facts);
}

function missingTracks(silent: ReadonlySet<string>, input: string): string {
  const [first, ...more] = [...silent].sort();
  const others = more.length > 0 ? ` and ${more.length} more` : "";
  return `${input}: its music ${first}${others} is not there, expected ${first}.wav or ${first}.mp3 beside it or in a folder music or all_musics; the takes are without`;
}

async function isFolder(input: string): Promise<boolean> {
  try {
    return (await stat(input)).isDirectory();
  } catch (error) {
    throw new SourceError(`${input}: cannot be read (${(error as Error).message})`);
  }
}

/** What systems leave beside files: ".DS_Store", "._dance.bvh", and the folder of such files in a zip of macOS. */
const isLitter = (path: string): boolean =>
  path.split(sep).some((part) => part.startsWith(".") || part === "__MACOSX");

/** Every file that can be imported in a folder and the folders in it. */
async function motionIn(folder: string, note: (line: string) => void): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isLitter(relative(folder, file)));
  const files: string[] = [];
  for (const file of groupFrames(all).toSorted()) {
    if (isAistTrack(file)) continue;
    if (kindOf(file) === null) note(`skipped ${unknownKind(file)}`);
    else if (kindOf(file) === "json" && !(await holdsKeypoints(file)))
      note(`skipped ${file}: no keypoints in it`);
    else if (kindOf(file) === "csv" && !(await holdsJoints(file)))
      note(`skipped ${file}: no table of joints`);
    else files.push(file);
  }
  if (files.length === 0)
    throw new SourceError(`${folder}: no motion in it, expected BVH, CSV, takes or keypoints`);
  return files;
}

/**
 * What each take will be called: as its file, with the folders in front where another file is called so too. All takes
 * lie in one folder, which is what they are learnt from.
 */
function namesOf(files: readonly string[], folder: string): readonly string[] {
  const same = Map.groupBy(files, (file) => nameOf(file).toLowerCase());
  return files.map((file) => {
    const name = nameOf(file);
    if (same.get(name.toLowerCase())!.length === 1) return name;
    return [...relative(folder, dirname(file)).split(sep), name].filter((part) => part !== "").join(" - ");
  });
}

/** @throws SourceError when the folder lacks files that the split lists: a model trained on fewer would differ. */
function checkListed(split: ArchiveSplit, found: ReadonlySet<SplitEntry>, input: string): void {
  const missing = expectedIn(split, input).filter((entry) => !found.has(entry));
  if (missing.length === 0) return;
  const names = missing.slice(0, 5).map(({ file }) => file);
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : "";
  throw new SourceError(`${input}: ${names.join(", ")}${more} not there, expected what ${split.path} lists`);
}
