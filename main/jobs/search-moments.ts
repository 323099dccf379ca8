import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ArchiveMoment } from "../../shared/desk/archive.ts";
import type { Seconds } from "../../shared/pose.ts";
import { IMPORT_FPS } from "../archive/import/bvh/convert.ts";
import { featuresOfTake } from "../archive/moments/dance-features.ts";
import { openMoments } from "../archive/moments/moments-file.ts";
import { readTake } from "../archive/take-reader.ts";
import { lengthsOf } from "../motion/bones.ts";
import { withExtremities } from "../motion/extremities.ts";
import { toAdult } from "../motion/moments/adult.ts";
import { leftAfter, type Moments, placementAt, timeOf, trackAt } from "../motion/moments/moments.ts";
import { type NearMoment, nearestMoments, nearestPoses } from "../motion/moments/nearest-moments.ts";
import { isWhole, lowestOf, type MotionFrame } from "../motion/motion-frame.ts";
import { frameOfPlacement, placementOf } from "../motion/placement.ts";
import { contactSheet } from "../pictures/contact-sheet.ts";
import { png } from "../pictures/png.ts";
import { replaceFile } from "../runtime/model-files.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import { openTracking, type TrackingOptions } from "./tracking.ts";

export interface SearchOptions extends Omit<TrackingOptions, "video" | "stretch"> {
  /** Folder of takes. */
  readonly archive: string;
  /** A take, or a picture of somebody. */
  readonly like: string;
  /** Of the take; null for the middle of it. */
  readonly at: Seconds | null;
  readonly count: number;
  /** Folder for a contact sheet; null for none. */
  readonly output: string | null;
}

/** A moment that was found: what a desk is told of one, without its figures. */
export type FoundMoment = Omit<ArchiveMoment, "poses"> & { readonly distance: number };

/** What a row of the contact sheet shows. */
const SHOWN: Seconds = 3;
const EVERY = 6;

/**
 * The moments of an archive that are most like one of a take, or like the pose of a picture, whose velocity nobody knows.
 * @throws UserError when there is no archive, or nobody is to be seen in the take or picture.
 */
export async function searchMoments(
  options: SearchOptions,
  context: JobContext,
): Promise<readonly FoundMoment[]> {
  const { archive, like, at, count, output } = options;
  const isTake = /\.take\.ndjson(\.gz)?$/.test(like);
  if (!isTake && at !== null)
    throw new ConfigError(`--at is of a take, and ${like} is a picture or film; expected a take, or no --at`);
  if (!isTake && !existsSync(like))
    throw new SourceError(`${like}: is not there, expected a take (*.take.ndjson) or a picture`);
  const moments = await openMoments(archive, context);
  const found = isTake
    ? nearestMoments(moments, await featuresOfTake(like, at ?? (await middleOf(like))), count)
    : nearestPoses(moments, await poseOf(options, context), count);
  if (output !== null) await draw(moments, found, output, like);
  return found.map(({ moment, distance }) => {
    const { take, person, dancer, style, source } = trackAt(moments, moment);
    const left = leftAfter(moments, moment) / moments.fps;
    return { moment, take, person, t: timeOf(moments, moment), dancer, style, source, left, distance };
  });
}

async function middleOf(take: string): Promise<Seconds> {
  let [first, last]: [Seconds | null, Seconds] = [null, 0];
  for await (const { t } of (await readTake(take, { onDamage: () => {} })).frames) {
    first ??= t;
    last = t;
  }
  return ((first ?? 0) + last) / 2;
}

/** The pose of whoever is seen first in a picture, on the body of an adult who stands on the floor. */
async function poseOf(options: SearchOptions, context: JobContext): Promise<Float32Array> {
  await using tracking = await openTracking({ ...options, video: options.like }, context);
  for await (const { people } of tracking.frames()) {
    for (const { body: seen, root } of people) {
      const body = seen && withExtremities(seen, root);
      if (!body || !isWhole(body)) continue;
      const frame: MotionFrame = { body, root: { x: 0, y: -lowestOf(body), z: 0 } };
      const placement = placementOf(frame);
      toAdult(placement, lengthsOf(placement));
      return placement;
    }
  }
  throw new SourceError(`${options.like}: nobody to be seen whole, expected a picture of a dancer`);
}

async function draw(
  moments: Moments,
  found: readonly NearMoment[],
  output: string,
  like: string,
): Promise<void> {
  await makeFolder(output);
  const strips = found.map(({ moment }) => {
    const frames = Math.min(leftAfter(moments, moment), Math.round(SHOWN * moments.fps));
    return {
      label: `${trackAt(moments, moment).dancer} ${timeOf(moments, moment).toFixed(1)} s`,
      frames: Array.from({ length: frames + 1 }, (_, n) =>
        frameOfPlacement(placementAt(moments, moment + n)),
      ),
    };
  });
  const svg = contactSheet(`moments like ${like}`, strips, EVERY, IMPORT_FPS);
  await replaceFile(join(output, "moments.png"), png(svg));
}
