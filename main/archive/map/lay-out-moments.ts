import { AXES, type Moments } from "../../motion/moments/moments.ts";
import { poseAxes } from "../../motion/moments/pose-distance.ts";
import { project } from "../../motion/moments/principal-axes.ts";
import { type Random, seededRandom } from "../../motion/random.ts";
import { SourceError } from "../../system/errors.ts";
import type { Progress } from "../../system/job.ts";
import { layOut } from "./layout.ts";
import type { PoseMap } from "./map-file.ts";
import { Placing } from "./placing.ts";
import { gathered, spread } from "./spread.ts";
import { trustworthiness } from "./trustworthiness.ts";

/** Their layout takes half a minute and a gigabyte, and both grow with them. */
const FITTED = 20_000;
/** Of a pose that holds it in its place. */
const NEIGHBOURS = 15;
const EPOCHS = 400;
/** Fewer poses make no map: four seconds of dance. */
const LEAST = 120;
/** What the result is judged by: of so many moments, so many neighbours each. */
const JUDGED = 5000;
const JUDGED_NEIGHBOURS = 12;
/** Between two reports. */
const PAUSE = 512;

export interface MomentsToLayOut extends Pick<Moments, "points" | "axes"> {
  readonly seed: number;
  /** Moments that are laid out, at most; among them all others are put. */
  readonly fitted?: number;
}

/**
 * A place for every moment of an archive, near those that are like it. The same moments and seed make the same map.
 * @throws SourceError where there are too few.
 */
export function layOutMoments(
  { points, axes, seed, fitted: most = FITTED }: MomentsToLayOut,
  report: (progress: Progress) => void,
): Omit<PoseMap, "fingerprint"> {
  const moments = points.length / AXES;
  if (moments < LEAST)
    throw new SourceError(`${moments} moments in its takes, expected at least ${LEAST} for a map`);
  const counting = (phase: string, unit: string) => (done: number, total: number) => {
    if (done % PAUSE === 0 || unit !== "moment") report({ phase, unit, done, total });
  };
  const random = seededRandom(seed);
  const posed = inDistanceOfPoses(points, axes);
  const fitted = spread(posed, most, NEIGHBOURS, random, counting("choosing rare poses", "moment"));
  const fittedPoints = gathered(posed, fitted);
  const onEpoch = counting("laying out", "epoch");
  const options = { neighbours: NEIGHBOURS, epochs: EPOCHS, random, onEpoch };
  const fittedPlaces = layOut(fittedPoints, options);
  const places = placeAll(posed, fitted, fittedPoints, fittedPlaces, counting("placing", "moment"));
  const made = {
    ...{ fitted: fitted.length, neighbours: NEIGHBOURS, epochs: EPOCHS, seed },
    trustworthiness: judge(posed, places, random, counting("judging", "moment")),
  };
  return { places, fitted, made };
}

/** The points of moments, in the distance of poses. */
function inDistanceOfPoses(points: Float32Array, axes: Float32Array): Float32Array {
  const toPoses = poseAxes(axes);
  const posed = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += AXES)
    project(toPoses, points.subarray(at, at + AXES), posed, at);
  return posed;
}

function placeAll(
  posed: Float32Array,
  fitted: Uint32Array,
  fittedPoints: Float32Array,
  fittedPlaces: Float32Array,
  onMoment: (done: number, of: number) => void,
): Float32Array {
  const placing = new Placing(fittedPoints, fittedPlaces);
  const moments = posed.length / AXES;
  const places = new Float32Array(2 * moments);
  let next = 0;
  for (let moment = 0; moment < moments; moment++) {
    onMoment(moment, moments);
    if (fitted[next] === moment) places.set(fittedPlaces.subarray(2 * next, 2 * ++next), 2 * moment);
    else places.set(placing.place(posed.subarray(moment * AXES, (moment + 1) * AXES)), 2 * moment);
  }
  return places;
}

/** Of a sample, spread evenly over all takes. */
function judge(
  posed: Float32Array,
  places: Float32Array,
  random: Random,
  onMoment: (done: number, of: number) => void,
): number {
  const moments = places.length / 2;
  const judged = Math.min(JUDGED, moments);
  const sample = Uint32Array.from({ length: judged }, (_, index) =>
    Math.floor(((index + random()) * moments) / judged),
  );
  const shown = Float32Array.from({ length: 2 * judged }, (_, i) => places[2 * sample[i >> 1]! + (i & 1)]!);
  return trustworthiness(gathered(posed, sample), AXES, shown, JUDGED_NEIGHBOURS, onMoment);
}
