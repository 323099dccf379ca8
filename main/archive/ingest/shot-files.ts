import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { makeFolder } from "../../system/files/paths.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { type ShotOutcome, ShotOutcomeSchema, type ShotTask } from "./shot.ts";

/*
 * Where a shot's take and outcome lie in the archive. The take is written first and each of them whole, so that a shot is
 * done exactly when its outcome is there: doing it twice, or being killed in between, changes nothing.
 */

/** Of the takes of an archive that are made of films, the folder of outcomes. */
export const OUTCOMES = "shots";

const OUTCOME_FILE = { expected: "the outcome of a shot", mostBytes: 1 << 26, Fault: SourceError };

const MOST_SHOTS = 1_000_000;

/** Bare name of its take. */
export const takeNameOf = ({ stem }: Pick<ShotTask, "stem">): string => `${stem}.take.ndjson.gz`;

export const outcomeFileOf = ({ archive, stem }: Pick<ShotTask, "archive" | "stem">): string =>
  join(archive, OUTCOMES, `${stem}.json`);

/** The outcome that lies there, whatever was asked for; null where there is none, or none that can be trusted. */
export async function outcomeIn(place: Pick<ShotTask, "archive" | "stem">): Promise<ShotOutcome | null> {
  const found = await readJsonFile(outcomeFileOf(place), OUTCOME_FILE).catch((error: unknown) => {
    if (error instanceof SourceError) return null;
    throw error;
  });
  const result = v.safeParse(ShotOutcomeSchema, found);
  return result.success && result.output.task.stem === place.stem ? result.output : null;
}

/** The outcome of exactly this task; null where it has not been done, or was asked for otherwise. */
export async function readOutcome(task: ShotTask): Promise<ShotOutcome | null> {
  const outcome = await outcomeIn(task);
  return isDeepStrictEqual(outcome?.task, task) ? outcome : null;
}

/** Stems of all outcomes of an archive. */
export async function stemsWithOutcome(archive: string): Promise<readonly string[]> {
  const names = await readdir(join(archive, OUTCOMES)).catch(() => []);
  const files = names.filter((name) => /^[^.].*\.json$/.test(name)).slice(0, MOST_SHOTS);
  return files.map((name) => name.slice(0, -".json".length)).sort();
}

/** After its take. @throws SourceError */
export async function writeOutcome(outcome: ShotOutcome): Promise<void> {
  const { archive } = outcome.task;
  await makeFolder(join(archive, OUTCOMES));
  await replaceFile(outcomeFileOf(outcome.task), `${JSON.stringify(outcome)}\n`);
}
