import type { Seconds } from "../../../shared/pose.ts";
import type { Clip } from "../../motion/clip.ts";
import { noiseOf } from "./body/noise.ts";
import { lengthsIn, onBody } from "./body/one-body.ts";
import { toOnePlace } from "./body/one-place.ts";
import { withoutHeld } from "./body/seen.ts";
import type { CompareOptions, Danced } from "./comparison.ts";
import { courseFrames } from "./course/course-frames.ts";
import { evenly } from "./course/even.ts";
import { type DanceTracks, danceTracks } from "./parts/dance-tracks.ts";
import { FINE_RATE, MOMENT_RATE, type Timing, timingOf } from "./timing/timing.ts";

/** Standard deviation of the kernel by which both are equally smooth, seconds, */
const SMOOTH: Seconds = 0.05;
/** and frames of the slower camera at least. */
const SMOOTH_FRAMES = 0.75;

/** Both dances as they were seen: joints that were not are bridged, and the reference is on her body. */
export function onOneBody(
  reference: Danced,
  dance: Danced,
): { readonly reference: Danced; readonly dance: Danced } {
  const [shown, seen] = [withoutHeld(reference.clip, reference.fps), withoutHeld(dance.clip, dance.fps)];
  const hers = onBody(shown, lengthsIn(shown), lengthsIn(seen));
  return { reference: { clip: hers, fps: reference.fps }, dance: { clip: seen, fps: dance.fps } };
}

/** Both dances beside each other, moment by moment. */
export interface Both {
  readonly reference: DanceTracks;
  readonly dance: DanceTracks;
  readonly timing: Timing;
  /** The reference's own frames at her place and in her heading. */
  readonly fitted: Clip;
}

/** @param way the dance's frame at each of the reference's, both at COURSE_RATE; NaN where it is missing. */
export function besideEachOther(
  reference: Danced,
  dance: Danced,
  way: Float32Array,
  { due, speed }: CompareOptions,
): Both {
  const cameras = [reference.fps, dance.fps / speed] as const;
  const deviation = Math.max(SMOOTH, SMOOTH_FRAMES / cameras[0], SMOOTH_FRAMES / cameras[1]);
  const clips = [
    evenly(reference, MOMENT_RATE, deviation),
    evenly(dance, FINE_RATE, deviation, speed),
  ] as const;
  const course = courseFrames(way, clips[0].frames, MOMENT_RATE, FINE_RATE);
  const tracksOf = (clip: Clip, of: Danced, rate: number, cameraRate: number) =>
    danceTracks(clip, noiseOf(of.clip), {
      rate,
      cameraRate,
      left: 1 / (2 * Math.sqrt(Math.PI) * deviation * cameraRate),
    });
  const danced = tracksOf(clips[1], dance, FINE_RATE, cameras[1]);
  const placed = toOnePlace(clips[0], clips[1], course)(clips[0]);
  const expected =
    due === null ? null : course.map((_, moment) => (due * speed + moment / MOMENT_RATE) * FINE_RATE);
  const timing = timingOf(tracksOf(placed, reference, MOMENT_RATE, cameras[0]), danced, course, expected);
  /** The whole body's time is finer than the course, and so is the place by it. */
  const toHers = toOnePlace(clips[0], clips[1], timing.whole.frame);
  const shown = tracksOf(toHers(clips[0]), reference, MOMENT_RATE, cameras[0]);
  return { reference: shown, dance: danced, timing, fitted: toHers(reference.clip) };
}
