import { join } from "node:path";
import { type Colouring, classesOf } from "../../../shared/map-colouring.ts";
import { openMap, type PoseMap, saveMap } from "../../archive/map/map-file.ts";
import { type MomentIndex, openMoments } from "../../archive/moments/moments-file.ts";
import { faceForward } from "../../motion/heading.ts";
import { placementAt } from "../../motion/moments/moments.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { frameOfPlacement, headingOfPlacement } from "../../motion/placement.ts";
import { png } from "../../pictures/png.ts";
import { drawMap } from "../../pictures/pose-map.ts";
import { replaceFile } from "../../runtime/model-files.ts";
import { UserError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { layOutInThread } from "./layout-thread.ts";

export interface MapOptions {
  /** Folder of takes. */
  readonly archive: string;
  readonly by: Colouring;
  readonly seed: number;
}

/**
 * Makes the map of an archive, and draws it.
 * @returns the files that it wrote
 * @throws SourceError when there are no takes, too little dance in them, or the folder cannot be written.
 */
export async function makeMap(
  { archive, by, seed }: MapOptions,
  context: JobContext,
): Promise<readonly string[]> {
  const moments = await openMoments(archive, context);
  const { map, made } = await mapOf(archive, moments, seed, context);
  const picture = drawn(moments, map, by);
  const svg = join(archive, "map.svg");
  await replaceFile(svg, picture);
  const file = join(archive, "map.png");
  await replaceFile(file, png(picture));
  return [...made, svg, file];
}

/** The one that is there where it is of these moments and this seed, else a new one. */
async function mapOf(archive: string, moments: MomentIndex, seed: number, context: JobContext) {
  const kept = await openMap(archive).catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  if (kept?.fingerprint === moments.fingerprint && kept.made.seed === seed) {
    context.note("neither takes nor seed have changed: the map stays as it is");
    return { map: kept, made: [] };
  }
  const { points, axes, fingerprint } = moments;
  const map: PoseMap = { fingerprint, ...(await layOutInThread({ points, axes, seed }, context)) };
  const { trustworthiness, fitted } = map.made;
  const count = map.places.length / 2;
  const others = count > fitted ? `, ${fitted} of them laid out and the others put among them` : "";
  context.note(`${count} moments${others}; trustworthiness ${trustworthiness.toFixed(3)}`);
  return { map, made: [await saveMap(archive, map)] };
}

function drawn(moments: MomentIndex, { places, made }: PoseMap, by: Colouring): string {
  const { classes, ofTrack } = classesOf(moments.tracks, by);
  return drawMap({
    title: `${(places.length / 2).toLocaleString("en")} poses of ${moments.tracks.length} dances, by ${by}; trustworthiness ${made.trustworthiness.toFixed(2)}`,
    places,
    classes,
    classOf: (moment) => ofTrack[moments.trackOf[moment]!]!,
    poseOf: (moment) => facing(placementAt(moments, moment)),
  });
}

/** As it faces who looks. */
function facing(placement: Float32Array): MotionFrame {
  const turned = new Float32Array(placement);
  faceForward(placement, headingOfPlacement(placement), turned);
  return frameOfPlacement(turned);
}
