import type { Seconds } from "../../../shared/pose.ts";
import { PLACEMENT_SIZE } from "../motion-state.ts";
import { FEATURES, VELOCITY_FRAMES, writeFeatures } from "./features.ts";
import { project } from "./principal-axes.ts";

/*
 * A moment is a pose with its velocity, at a time of a take. The folder reads from the bottom up:
 *
 *     adult.ts, features.ts                    the body that all poses are brought to, and what of them is compared
 *     principal-axes.ts, pose-tree.ts, pose-index.ts       how likeness is found among many
 *     moments.ts, moments-builder.ts           all moments of an archive
 *     nearest-moments.ts                       those that are like one
 */

/** Of so many numbers is a moment's point: along these axes lies nearly all that the features vary by. */
export const AXES = 24;
/** Moments nearer to each other than this in one track are the same moment. */
export const APART = 20;

/** One dancer through a stretch of a take without gaps. */
export interface MomentTrack {
  /** The take's file name. */
  readonly take: string;
  /** Id in the take. */
  readonly person: number;
  readonly dancer: string;
  /** The take's first tag but the one of key-framed takes. */
  readonly style: string;
  /** Film or file that it comes from, with its credit. */
  readonly source: string;
  /** Of the take, of its first moment. */
  readonly begin: Seconds;
  /** Its first moment, and how many it has: at least 3. */
  readonly first: number;
  readonly count: number;
}

/** Every moment of an archive, one track after the other, at an even rate. */
export interface Moments {
  readonly fps: number;
  readonly tracks: readonly MomentTrack[];
  /** On the body of an adult, [moments, 57], see motion-state.ts. */
  readonly placements: Float32Array;
  /** [moments] */
  readonly trackOf: Uint32Array;
  /** [24, 91]; and each moment's pose and velocity along them, heading and place removed, [moments, 24]. */
  readonly axes: Float32Array;
  readonly points: Float32Array;
}

export const placementAt = ({ placements }: Pick<Moments, "placements">, moment: number): Float32Array =>
  placements.subarray(moment * PLACEMENT_SIZE, (moment + 1) * PLACEMENT_SIZE);

export const trackAt = ({ tracks, trackOf }: Moments, moment: number): MomentTrack =>
  tracks[trackOf[moment]!]!;

/** When it is in its take. */
export function timeOf(moments: Moments, moment: number): Seconds {
  const { begin, first } = trackAt(moments, moment);
  return begin + (moment - first) / moments.fps;
}

/** Moments that come after it in its track. */
export function leftAfter(moments: Moments, moment: number): number {
  const { first, count } = trackAt(moments, moment);
  return first + count - 1 - moment;
}

/** How many frames of a track after its begin `t` is; null where it is not within a frame or two of the track. */
export function frameAt(begin: Seconds, frames: number, fps: number, t: Seconds): number | null {
  const frame = Math.max(0, Math.min(frames - 1, Math.round((t - begin) * fps)));
  return Math.abs(begin + frame / fps - t) <= 2 / fps ? frame : null;
}

/**
 * The moment of a take at a time, of one dancer or of whoever is there; null where there is none within a frame or two.
 */
export function momentAt(moments: Moments, take: string, t: Seconds, person?: number): number | null {
  for (const track of moments.tracks) {
    if (track.take !== take || (person !== undefined && track.person !== person)) continue;
    const frame = frameAt(track.begin, track.count, moments.fps, t);
    if (frame !== null) return track.first + frame;
  }
  return null;
}

/** The point of features. */
export const pointOf = ({ axes }: Pick<Moments, "axes">, features: Float32Array): Float32Array =>
  project(axes, features, new Float32Array(AXES));

/**
 * Features of a frame of a track, [91]: of the first ones, which have none before them, with the velocity that follows.
 * @param track placements, [frames, 57], at least 3 of them
 */
export function writeFeaturesAt(
  track: Float32Array,
  frame: number,
  fps: number,
  out: Float32Array,
  at = 0,
): void {
  const placement = (of: number) => track.subarray(of * PLACEMENT_SIZE, (of + 1) * PLACEMENT_SIZE);
  const now = placement(frame);
  if (frame >= VELOCITY_FRAMES) {
    writeFeatures(now, placement(frame - VELOCITY_FRAMES), fps, out, at);
    return;
  }
  const next = placement(frame + VELOCITY_FRAMES);
  const before = now.map((value, i) => 2 * value - next[i]!);
  writeFeatures(now, before, fps, out, at);
}

/** Features of a moment, [91]. */
export function featuresOf(moments: Moments, moment: number): Float32Array {
  const { first, count } = trackAt(moments, moment);
  const track = moments.placements.subarray(first * PLACEMENT_SIZE, (first + count) * PLACEMENT_SIZE);
  const features = new Float32Array(FEATURES);
  writeFeaturesAt(track, moment - first, moments.fps, features);
  return features;
}
