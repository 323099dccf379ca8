import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import { takeNameOf, writeOutcome } from "../../archive/ingest/shot-files.ts";
import type { TakeFrame, TakeHeader } from "../../archive/take.ts";
import { writeTake } from "../../archive/take-writer.ts";
import { loadSettings } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { UserError } from "../../system/errors.ts";
import { makeFolder } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { openTracking } from "../tracking.ts";

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
 * @returns with a `fault`, and nothing written, where the film cannot be read or the archive not be written.
 * @throws the signal's reason when stopped: nothing is written then.
 */
export async function ingestShot(task: ShotTask, context: JobContext): Promise<ShotOutcome> {
  try {
    return await done(task, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof UserError)) throw error;
    return { ...outcomeOf(task), fault: error.message };
  }
}

const outcomeOf = (task: ShotTask): ShotOutcome => ({
  ...{ task, frames: 0, fps: 0, take: null, kept: [], rejected: [], people: [], camera: null, fault: null },
});

async function done(task: ShotTask, context: JobContext): Promise<ShotOutcome> {
  const settings = loadSettings({ overrides: task.settings });
  const { signal, report } = context;
  const frames: TakeFrame[] = [];
  let picture: Pick<TakeHeader, "width" | "height"> = {};
  let first: Seconds = 0;
  let fps = 0;
  {
    await using tracking = await openTracking(
      {
        ...{ ...settings, maxPeople: settings.ingest.people },
        ...{ video: task.film, stretch: { begin: task.begin, end: task.end } },
      },
      context,
    );
    fps = tracking.fps;
    const total = Math.round((task.end - task.begin) * fps);
    for await (const { frame, people } of tracking.frames()) {
      if (frames.length === 0) first = frame.t;
      picture = { width: frame.width, height: frame.height };
      frames.push({ t: frame.t - first, people });
      report({ phase: "tracking", unit: "frame", done: frames.length, total });
    }
  }
  signal.throwIfAborted();
  const take = takeNameOf(task);
  const ids = [...new Set(frames.flatMap((frame) => frame.people.map(({ id }) => id)))];
  if (ids.length > 0) await saved(task, { fps, ...picture }, frames);
  else await rm(join(task.archive, take), { force: true });
  const kept = ids.map((person) => {
    const seen = frames.filter((frame) => frame.people.some(({ id }) => id === person));
    return { begin: first + seen[0]!.t, end: first + seen.at(-1)!.t + 1 / fps, person };
  });
  const people = ids.map((id) => ({ id, height: null, proportions: null }));
  const outcome = {
    ...{ ...outcomeOf(task), frames: frames.length, fps },
    take: ids.length > 0 ? take : null,
    kept,
    people,
  };
  await writeOutcome(outcome);
  return outcome;
}

async function saved(
  { archive, stem, source, licence, dancer, tags }: ShotTask,
  video: Pick<TakeHeader, "fps" | "width" | "height">,
  frames: readonly TakeFrame[],
): Promise<void> {
  await makeFolder(archive);
  await writeTake(join(archive, takeNameOf({ stem })), { ...video, source, licence, dancer, tags }, frames);
}
