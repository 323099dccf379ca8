import { BODY_PARTS, type BodyPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { type Clip, ROOT_AT, rowAt } from "../../motion/clip.ts";
import { vectorLength } from "../../motion/vectors.ts";
import { noiseOf } from "./body/noise.ts";
import { lengthsIn, onBody } from "./body/one-body.ts";
import { movedBy, turnBetween, turnedBy, wayBetween } from "./body/one-place.ts";
import { withoutHeld } from "./body/seen.ts";
import type { CompareOptions, Comparison, Danced } from "./comparison.ts";
import { courseFrames } from "./course/course-frames.ts";
import { evenly } from "./course/even.ts";
import { featuresOf } from "./course/features.ts";
import { lay } from "./course/lay.ts";
import { danceTracks } from "./parts/dance-tracks.ts";
import { findSections } from "./sections/find-sections.ts";
import { FINE_RATE, MOMENT_RATE, type PartTiming, timingOf } from "./timing/timing.ts";

/** Standard deviation of the kernel by which both are equally smooth, seconds, */
const SMOOTH = 0.05;
/** and frames of the slower camera at least. */
const SMOOTH_FRAMES = 0.75;
/** Who is not known to this, seconds, is not known at all. */
const KNOWN = 0.06;

/**
 * How a dance differs from its reference: both on her body, in her heading and at her place, laid beside each other by a
 * warp of time, whose offset is how late she is.
 * @param reference at least two frames, as the dance is.
 */
export function compareDances(reference: Danced, dance: Danced, options: CompareOptions): Comparison {
  const { due, speed } = options;
  const { fps } = reference;
  const { frames } = reference.clip;
  const seen = { clip: withoutHeld(dance.clip, dance.fps), fps: dance.fps };
  const shown = withoutHeld(reference.clip, fps);
  const hers = onBody(shown, lengthsIn(shown), lengthsIn(seen.clip));
  const features = { reference: featuresOf({ clip: hers, fps }), dance: featuresOf(seen, speed) };
  const laid = lay(features.reference, features.dance, due === null ? null : due * speed);
  const course = { ...features, way: laid };
  const { sections, likeness, way } = findSections(course);

  const deviation = Math.max(SMOOTH, SMOOTH_FRAMES / fps, (SMOOTH_FRAMES * speed) / dance.fps);
  const moments = Math.floor(((frames - 1) / fps) * MOMENT_RATE + 1e-6) + 1;
  const rough = courseFrames(way, moments, MOMENT_RATE, FINE_RATE);
  const even = evenly(seen, FINE_RATE, deviation, speed);
  const evenReference = evenly({ clip: hers, fps }, MOMENT_RATE, deviation);
  const toHers = fitBetween(evenReference, even, rough);
  const left = (cameraRate: number) => 1 / (2 * Math.sqrt(Math.PI) * deviation * cameraRate);
  const tracks = {
    reference: danceTracks(toHers(evenReference), noiseOf(hers), {
      rate: MOMENT_RATE,
      cameraRate: fps,
      left: left(fps),
    }),
    dance: danceTracks(even, noiseOf(seen.clip), {
      ...{ rate: FINE_RATE, cameraRate: dance.fps / speed, left: left(dance.fps / speed) },
    }),
  };
  const expected =
    due === null
      ? null
      : Float32Array.from({ length: moments }, (_, m) => (due * speed + m / MOMENT_RATE) * FINE_RATE);
  const timing = timingOf(tracks.reference, tracks.dance, rough, expected);

  /** From moments to frames of the reference. */
  const atFrames = (of: Float32Array) =>
    Float32Array.from({ length: frames }, (_, frame) => {
      const at = Math.min((frame / fps) * MOMENT_RATE, moments - 1);
      const low = Math.min(Math.floor(at), moments - 2);
      return of[low]! + (at - low) * (of[low + 1]! - of[low]!);
    });
  const lateOf = ({ frame, deviation: sd }: PartTiming) =>
    frame.map((at, m) =>
      sd[m]! / FINE_RATE / speed <= KNOWN ? (at - timing.due[m]!) / FINE_RATE / speed : Number.NaN,
    );
  const path = atFrames(timing.whole.frame).map((at) => (at / FINE_RATE / speed) * dance.fps);
  const inside = path.map((at) => (at >= 0 && at <= dance.clip.frames - 1 ? at : Number.NaN));
  const fitted = fitBetween(evenReference, even, timing.whole.frame)(hers);
  const off = offAlong(fitted, seen.clip, inside);
  const mean = (of: Float32Array) => {
    const known = of.filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  };
  const lateMean = (of: PartTiming) => {
    let [sum, total] = [0, 0];
    lateOf(of).forEach((value, m) => {
      if (Number.isNaN(value)) return;
      const weight = 1 / (0.01 + (of.deviation[m]! / FINE_RATE) ** 2);
      sum += weight * value;
      total += weight;
    });
    return total === 0 ? null : sum / total;
  };
  const each = <T>(of: (part: BodyPart) => T) =>
    Object.fromEntries(BODY_PARTS.map((part) => [part, of(part)])) as Record<BodyPart, T>;
  return {
    ...{ fps, frames, path: inside, fitted, sections, off },
    lateness: {
      ...each((part) => atFrames(lateOf(timing.parts[part]))),
      whole: atFrames(lateOf(timing.whole)),
    },
    figures: {
      late: { ...each((part) => lateMean(timing.parts[part])), whole: lateMean(timing.whole) },
      size: each(() => null),
      off: { ...each((part) => mean(off[part])), weight: mean(off.weight) },
    },
    differences: [],
    likeness,
  };
}

/** Turns and moves a clip as one dance is to be turned and moved to lie on another along a path, [moments]. */
function fitBetween(reference: Clip, dance: Clip, path: Float32Array): (clip: Clip) => Clip {
  const turn = turnBetween(matches(reference, dance, path));
  const way = wayBetween(matches(turnedBy(reference, turn), dance, path));
  return (clip) => movedBy(turnedBy(clip, turn), way);
}

function* matches(reference: Clip, dance: Clip, path: Float32Array) {
  for (const [frame, at] of path.entries())
    if (at >= 0 && at <= dance.frames - 1)
      yield [rowAt(reference, frame), rowAt(dance, Math.round(at))] as const;
}

function offAlong(fitted: Clip, dance: Clip, path: Float32Array): Comparison["off"] {
  const along = (of: (reference: Float32Array, danced: Float32Array) => number) =>
    path.map((at, frame) =>
      Number.isNaN(at) ? Number.NaN : of(rowAt(fitted, frame), rowAt(dance, Math.round(at))),
    );
  const apart = (a: Float32Array, b: Float32Array, i: number) =>
    vectorLength(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  const parts = BODY_PARTS.map((part) => {
    const joints = PART_JOINTS[part];
    return [
      part,
      along((a, b) => joints.reduce((sum, j) => sum + apart(a, b, 3 * j), 0) / joints.length),
    ] as const;
  });
  const weight = along((a, b) => apart(a, b, ROOT_AT));
  return { ...(Object.fromEntries(parts) as Record<BodyPart, Float32Array>), weight };
}
