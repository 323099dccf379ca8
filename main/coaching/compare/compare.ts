import { BODY_PARTS, type BodyPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { type Clip, ROOT_AT, rowAt } from "../../motion/clip.ts";
import { vectorLength } from "../../motion/vectors.ts";
import { lengthsIn, onBody } from "./body/one-body.ts";
import { movedBy, turnBetween, turnedBy, wayBetween } from "./body/one-place.ts";
import type { CompareOptions, Comparison, Danced } from "./comparison.ts";
import { COURSE_RATE, featuresOf } from "./course/features.ts";
import { lay } from "./course/lay.ts";
import { likenessOf } from "./likeness.ts";
import { findSections } from "./sections/find-sections.ts";

/**
 * How a dance differs from its reference: both on her body, in her heading and at her place, laid beside each other by a
 * warp of time, whose offset is how late she is.
 * @param reference at least two frames, as the dance is.
 */
export function compareDances(reference: Danced, dance: Danced, options: CompareOptions): Comparison {
  const { due, speed } = options;
  const { fps } = reference;
  const { frames } = reference.clip;
  const hers = onBody(reference.clip, lengthsIn(reference.clip), lengthsIn(dance.clip));
  const features = { reference: featuresOf({ clip: hers, fps }), dance: featuresOf(dance, speed) };
  const laid = lay(features.reference, features.dance, due === null ? null : due * speed);
  const course = { ...features, way: laid };
  const { sections, way } = findSections(course);
  const path = pathOf(way, frames, fps, dance, speed);
  const fitted = fittedTo(hers, dance.clip, path);
  const begin = due ?? startOf(path, fps, dance.fps, speed);
  const whole = path.map((at, frame) => at / dance.fps - begin - frame / fps / speed);
  const off = offAlong(fitted, dance.clip, path);
  const mean = (of: Float32Array) => {
    const known = of.filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  };
  const late = mean(whole);
  const each = <T>(of: (part: BodyPart) => T) =>
    Object.fromEntries(BODY_PARTS.map((part) => [part, of(part)])) as Record<BodyPart, T>;
  return {
    ...{ fps, frames, path, fitted, sections, off },
    lateness: { ...each(() => whole), whole },
    figures: {
      late: { ...each(() => late), whole: late },
      size: each(() => null),
      off: { ...each((part) => mean(off[part])), weight: mean(off.weight) },
    },
    differences: [],
    likeness: likenessOf({ ...course, way }),
  };
}

/** The dance's frame at each frame of the reference, from the way at COURSE_RATE. */
function pathOf(way: Float32Array, frames: number, fps: number, dance: Danced, speed: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, frame) => {
    const row = (frame / fps) * COURSE_RATE;
    const low = Math.min(Math.floor(row), way.length - 2);
    const column = way[low]! + (row - low) * (way[low + 1]! - way[low]!);
    const at = (column / COURSE_RATE / speed) * dance.fps;
    return at <= dance.clip.frames - 1 ? at : Number.NaN;
  });
}

/** Where in the dance the reference begins, seconds, by the median over all that is danced. */
function startOf(path: Float32Array, fps: number, danceFps: number, speed: number): number {
  const all = path.map((at, frame) => at / danceFps - frame / fps / speed).filter((at) => !Number.isNaN(at));
  return all.sort()[all.length >> 1] ?? 0;
}

function* matches(reference: Clip, dance: Clip, path: Float32Array) {
  for (const [frame, at] of path.entries())
    if (!Number.isNaN(at)) yield [rowAt(reference, frame), rowAt(dance, Math.round(at))] as const;
}

function fittedTo(hers: Clip, dance: Clip, path: Float32Array): Clip {
  const turned = turnedBy(hers, turnBetween(matches(hers, dance, path)));
  return movedBy(turned, wayBetween(matches(turned, dance, path)));
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
