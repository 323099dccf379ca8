import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  type Archive,
  composeArchive,
  type KnownFilm,
  type KnownShot,
  writeArchiveFile,
} from "../../archive/ingest/archive-file.ts";
import { withClaim } from "../../archive/ingest/claim.ts";
import { aboutOf } from "../../archive/ingest/film-about.ts";
import {
  type FilmRecord,
  fileOfRecord,
  readFilmRecords,
  recordsOf,
} from "../../archive/ingest/film-record.ts";
import { stemOfShot, stemsOf } from "../../archive/ingest/film-stems.ts";
import { readTable, type TableRow } from "../../archive/ingest/film-table.ts";
import { type FilmFile, findFilms } from "../../archive/ingest/find-films.ts";
import { partsOf } from "../../archive/ingest/parts.ts";
import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import { outcomeFileOf, outcomeIn, stemsWithOutcome, writeOutcome } from "../../archive/ingest/shot-files.ts";
import { standing } from "../../archive/ingest/standing.ts";
import { editHeader } from "../../archive/library/edit-header.ts";
import { makeFolder } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";
import { type FindShots, type ShotFilm, shotsOfFilms, tasksOf } from "./film-shots.ts";
import { IngestProgress } from "./ingest-progress.ts";
import { counted } from "./report/words.ts";
import { REPORT_FILE, writeReport } from "./report/write-report.ts";
import type { ShotRunner } from "./shot-runner.ts";
import { Strips } from "./strips.ts";

export interface IngestOptions {
  /** Folder of films. */
  readonly films: string;
  /** Folder of the archive. */
  readonly archive: string;
  /** Whether takes of films and shots that are not there any more are removed. */
  readonly removeGone: boolean;
  /** Of finding shots, and of doing them, as tasks carry them. */
  readonly settings: { readonly find: ShotTask["settings"]; readonly shot: ShotTask["settings"] };
}

/** Who does the work. */
export interface IngestParts {
  readonly find: FindShots;
  readonly runner: ShotRunner;
}

export interface IngestResult {
  readonly archive: Archive;
  /** Shots that were done now. */
  readonly done: number;
  /** Path of the report. */
  readonly report: string;
}

/** Milliseconds between two reports that are written while shots are done. */
const REPORT_EVERY = 120_000;
const NAMED_GONE = 10;

/**
 * Makes an archive of a folder of films, or goes on with one: only what is new, has changed, or could not be done is done.
 * When it is stopped, what is done stays done, and archive and report tell of it.
 * @throws UserError naming the folder, table or archive that cannot be read or written; the signal's reason when it is
 * stopped before the shots are known.
 */
export async function ingestFolder(
  options: IngestOptions,
  parts: IngestParts,
  context: JobContext,
): Promise<IngestResult> {
  const [folder, archive] = [resolve(options.films), resolve(options.archive)];
  const files = await findFilms(folder, archive, context.note);
  const table = await readTable(
    folder,
    files.map(({ name }) => name),
    context.note,
  );
  await makeFolder(archive);
  return withClaim(archive, () => ingest({ ...options, folder, archive, files, table }, parts, context));
}

interface Shelf extends IngestOptions {
  readonly folder: string;
  readonly files: readonly FilmFile[];
  readonly table: ReadonlyMap<string, TableRow>;
}

async function ingest(
  { folder, archive, files, table, ...options }: Shelf,
  { find, runner }: IngestParts,
  context: JobContext,
): Promise<IngestResult> {
  const { signal, note } = context;
  const names = files.map(({ name }) => name);
  const everything = await readFilmRecords(archive);
  const records = recordsOf(files, everything);
  const mine = new Set([...records.values()].map(({ stem }) => stem));
  const strangers = everything.filter(({ stem }) => !mine.has(stem));
  const stems = stemsOf(
    names,
    new Map([...records].map(([name, { stem }]) => [name, stem])),
    strangers.map(({ stem }) => stem),
  );
  const films = await shotsOfFilms(
    archive,
    files.map((file) => ({
      ...{ ...file, stem: stems.get(file.name)! },
      about: { ...aboutOf(file.name), ...table.get(file.name) },
    })),
    ...[records, options.settings.find, find, context],
  );
  const tasks = films.flatMap((film) => tasksOf(film, archive, options.settings.shot));
  const outcomes = await outcomesOf(tasks, note);
  // Films of other folders stay as they are; those of this one that are not in it are gone.
  const isHere = ({ path }: FilmRecord) =>
    !relative(folder, path).startsWith("..") && !isAbsolute(relative(folder, path));
  const elsewhere = await Promise.all(
    strangers.filter((record) => !isHere(record)).map((record) => filmElsewhere(archive, record, outcomes)),
  );
  const known = new Set([
    ...tasks.map(({ stem }) => stem),
    ...elsewhere.flatMap(({ shots }) => shots.map(({ stem }) => stem)),
  ]);
  const unread = films.filter(({ record }) => record === null).map(({ stem }) => stem);
  const gone = (await stemsWithOutcome(archive)).filter(
    (stem) => !known.has(stem) && !unread.includes(stem.replace(/\.\d+$/, "")),
  );
  const kept = await settleGone(archive, gone, options.removeGone, note);
  if (options.removeGone)
    for (const { stem } of strangers.filter(isHere)) await rm(fileOfRecord(archive, stem), { force: true });

  const strips = await Strips.open(archive);
  const write = async () => {
    const here = films.map((film) =>
      knownFilm(film, tasksOf(film, archive, options.settings.shot), outcomes),
    );
    const composed = composeArchive([...here, ...elsewhere], kept);
    await writeArchiveFile(archive, composed);
    await writeReport({ archive, folder, composed, outcomes, strips });
    await strips.save();
    return composed;
  };
  const open = tasks.filter(({ stem }) => !outcomes.has(stem));
  const progress = new IngestProgress(open, context.report);
  let written = performance.now();
  /** Writing goes on beside the work, one at a time. */
  let writing: Promise<unknown> = Promise.resolve();
  let done = 0;
  const onOutcome = (outcome: ShotOutcome) => {
    const { task, fault, take } = outcome;
    outcomes.set(task.stem, outcome);
    done++;
    progress.done(task);
    if (fault !== null) note(`${task.stem}: ${fault}`);
    // The report wants its figures in the end, when somebody waits.
    writing = writing.then(() => (take === null ? undefined : strips.of(take)));
    if (performance.now() - written < REPORT_EVERY) return;
    written = performance.now();
    writing = writing.then(write);
  };
  try {
    if (open.length > 0)
      await runner.run(open, onOutcome, { ...context, report: (one) => progress.shot(one) });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await writing;
  }
  return { archive: await write(), done, report: join(archive, REPORT_FILE) };
}

/** What is done already, by stem. Where only words have changed, the take is told them and stays. */
async function outcomesOf(
  tasks: readonly ShotTask[],
  note: (line: string) => void,
): Promise<Map<string, ShotOutcome>> {
  const outcomes = new Map<string, ShotOutcome>();
  let relabelled = 0;
  for (const [index, task] of tasks.entries()) {
    if (index % 100 === 99) await setImmediate();
    const found = await outcomeIn(task);
    const state = standing(found, task);
    if (found === null || state === "again") continue;
    if (state === "done") outcomes.set(task.stem, found);
    else {
      const { archive, dancer, tags, source, licence } = task;
      // Somebody may have thrown it away.
      if (found.take !== null && existsSync(join(archive, found.take)))
        await editHeader(archive, found.take, { dancer, tags, source, licence });
      const outcome = { ...found, task };
      await writeOutcome(outcome);
      outcomes.set(task.stem, outcome);
      relabelled++;
    }
  }
  if (relabelled > 0)
    note(`${counted(relabelled, "shot was", "shots were")} told their new dancer, tags, source or licence`);
  return outcomes;
}

/** @returns the takes that stay although nothing they are of is there. */
async function settleGone(
  archive: string,
  stems: readonly string[],
  remove: boolean,
  note: (line: string) => void,
): Promise<readonly string[]> {
  if (stems.length === 0) return [];
  const outcomes = await Promise.all(stems.map((stem) => outcomeIn({ archive, stem })));
  const takes = outcomes.flatMap((outcome) => outcome?.take ?? []).map((take) => basename(take));
  if (remove) {
    for (const take of takes) await rm(join(archive, take), { force: true });
    // Behind its take, so that nothing is forgotten where this is cut short.
    for (const stem of stems) await rm(outcomeFileOf({ archive, stem }), { force: true });
  }
  const named = stems
    .slice(0, NAMED_GONE)
    .map((stem) => printable(stem))
    .join(", ");
  const more = stems.length > NAMED_GONE ? ` and ${stems.length - NAMED_GONE} more` : "";
  const what = remove ? "removed" : "kept; --remove-gone removes them";
  const are = counted(stems.length, "shot is", "shots are");
  note(`${are} of films or cuts that are not there any more (${what}): ${named}${more}`);
  return remove ? [] : takes;
}

/** A film of another folder, as it was made part of the archive. */
async function filmElsewhere(
  archive: string,
  { path, name, state, stem: film, fps, seconds, shots, fault }: FilmRecord,
  outcomes: Map<string, ShotOutcome>,
): Promise<KnownFilm> {
  let about = aboutOf(name);
  const known: KnownShot[] = [];
  for (const [index, { begin, end }] of partsOf(shots).entries()) {
    const stem = stemOfShot(film, index + 1);
    const outcome = await outcomeIn({ archive, stem });
    if (outcome) {
      outcomes.set(stem, outcome);
      about = outcome.task;
    }
    known.push({ stem, begin, end, outcome });
  }
  const { dancer, tags, source, licence } = about;
  return { path, name, state, about: { dancer, tags, source, licence }, fps, seconds, shots: known, fault };
}

function knownFilm(
  { path, name, state, about, record, fault }: ShotFilm,
  tasks: readonly ShotTask[],
  outcomes: ReadonlyMap<string, ShotOutcome>,
): KnownFilm {
  const { fps = 0, seconds = 0 } = record ?? {};
  const shots = tasks.map(({ stem, begin, end }) => ({
    stem,
    begin,
    end,
    outcome: outcomes.get(stem) ?? null,
  }));
  return { path, name, state, about, fps, seconds, shots, fault };
}
