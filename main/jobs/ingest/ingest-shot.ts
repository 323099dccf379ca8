import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import { judgeShot } from "../../archive/ingest/judge.ts";
import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import { takeNameOf, writeOutcome } from "../../archive/ingest/shot-files.ts";
import type { TakeFrame } from "../../archive/take.ts";
import { writeTake } from "../../archive/take-writer.ts";
import { loadSettings } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { UserError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import type { Networks } from "../networks.ts";
import { keptOf } from "./kept.ts";
import { type SeenShot, seeShot } from "./see-shot.ts";

/** Settings that say what becomes of a shot. */
export const SHOT_SETTINGS = ["accelerator", "detectorSize", "ignore", "smoothing", "ingest"] as const;

/** They as a task carries them: as a file of settings would say them. */
export function shotSettings(settings: Pick<Settings, (typeof SHOT_SETTINGS)[number]>): ShotTask["settings"] {
  const { accelerator, detectorSize, ignore, smoothing, ingest } = settings;
  const areas = ignore.map(({ x, y, width, height }) => [x, y, width, height].join(","));
  return { accelerator, detectorSize, ignore: areas, smoothing, ingest };
}

/**
 * Follows everybody in a shot, and writes a take of those that can be trusted, then the outcome; each whole.
 * @param networks of the process, which are kept from shot to shot.
 * @returns with a `fault`, and nothing written, where the film cannot be read or the archive not be written.
 * @throws the signal's reason when stopped: nothing is written then.
 */
export async function ingestShot(
  task: ShotTask,
  context: JobContext,
  networks: Networks,
): Promise<ShotOutcome> {
  try {
    return await done(task, context, networks);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof UserError)) throw error;
    return { ...outcomeOf(task), fault: error.message };
  }
}

const outcomeOf = (task: ShotTask): ShotOutcome => ({
  ...{ task, frames: 0, fps: 0, take: null, kept: [], rejected: [], people: [], camera: null, fault: null },
});

async function done(task: ShotTask, context: JobContext, networks: Networks): Promise<ShotOutcome> {
  const settings = loadSettings({ overrides: task.settings });
  const shot = await seeShot(task, settings, context, networks);
  const { frames, fps } = shot;
  const judgement = judgeShot(frames, fps, settings.ingest);
  const kept = keptOf(shot, judgement);
  const take = takeNameOf(task);
  if (kept.frames.length > 0) await saved(task, shot, kept.frames);
  else await rm(join(task.archive, take), { force: true });
  const timeOf = (index: number): Seconds => shot.begin + (frames[index]?.t ?? frames.at(-1)!.t + 1 / fps);
  const outcome: ShotOutcome = {
    ...outcomeOf(task),
    ...{ frames: frames.length, fps, take: kept.frames.length > 0 ? take : null },
    kept: judgement.people.flatMap(({ id, runs }) =>
      runs.map(({ first, end }) => ({ begin: timeOf(first), end: timeOf(end), person: id })),
    ),
    rejected: judgement.rejected.map(({ first, end, ...why }) => ({
      ...{ begin: timeOf(first), end: timeOf(end) },
      ...why,
    })),
    people: kept.people,
    camera: kept.camera && {
      height: kept.camera.height,
      tilt: (kept.camera.tilt * 180) / Math.PI,
    },
  };
  await writeOutcome(outcome);
  return outcome;
}

async function saved(
  { archive, stem, source, licence, dancer, tags }: ShotTask,
  { fps, width, height }: SeenShot,
  frames: readonly TakeFrame[],
): Promise<void> {
  await makeFolder(archive);
  const header = { fps, source, licence, dancer, tags, width, height };
  await writeTake(join(archive, takeNameOf({ stem })), header, frames);
}
