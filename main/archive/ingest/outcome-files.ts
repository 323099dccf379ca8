import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { makeFolder } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { type ShotOutcome, ShotOutcomeSchema, type ShotTask } from "./shot.ts";

/** Folder of an archive with the outcome of each shot, `<stem>.json`, written after its take. */
const FOLDER = "shots";
const MOST_BYTES = 1 << 24;
const MOST_SHOTS = 1_000_000;

export const fileOfOutcome = (archive: string, stem: string): string => join(archive, FOLDER, `${stem}.json`);

/** null where there is none, or none that can be trusted: then the shot is done again. */
export async function readOutcome(archive: string, stem: string): Promise<ShotOutcome | null> {
  const expected = { expected: "the outcome of a shot", mostBytes: MOST_BYTES, Fault: SourceError };
  const found = await readJsonFile(fileOfOutcome(archive, stem), expected).catch(() => null);
  const outcome = v.safeParse(ShotOutcomeSchema, found);
  return outcome.success && outcome.output.task.stem === stem ? outcome.output : null;
}

/** Whole or not at all. */
export async function writeOutcome(archive: string, outcome: ShotOutcome): Promise<void> {
  await makeFolder(join(archive, FOLDER));
  await replaceFile(fileOfOutcome(archive, outcome.task.stem), `${JSON.stringify(outcome)}\n`);
}

/** Stems of all outcomes that lie there. */
export async function stemsWithOutcome(archive: string): Promise<readonly string[]> {
  const names = await readdir(join(archive, FOLDER)).catch(() => []);
  return names
    .filter((name) => /^[^.].*\.json$/.test(name))
    .slice(0, MOST_SHOTS)
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** What is said of a take in words, which can be changed without seeing the film again. */
const aboutOfTask = ({ dancer, tags, source, licence }: ShotTask) => ({ dancer, tags, source, licence });

/**
 * How an outcome stands to the task that is asked for now: `done`; `relabel` where only words have changed; `again` where
 * the film, the shot or a setting is another, or it could not be done. Where film and archive lie does not count, since
 * drives have other names tomorrow: a film is known by its state and its shot's stem.
 */
export function standing(outcome: ShotOutcome | null, task: ShotTask): "done" | "relabel" | "again" {
  if (outcome === null || outcome.fault !== null) return "again";
  const workOf = ({ filmState, begin, end, stem, settings }: ShotTask) => ({
    ...{ filmState, begin, end, stem, settings },
  });
  // As it comes out of a file.
  const asked = JSON.parse(JSON.stringify(workOf(task))) as unknown;
  if (!isDeepStrictEqual(workOf(outcome.task), asked)) return "again";
  return isDeepStrictEqual(aboutOfTask(outcome.task), aboutOfTask(task)) ? "done" : "relabel";
}
