import { besideEachOther, onOneBody } from "./both.ts";
import type { CompareOptions, Comparison, Danced } from "./comparison.ts";
import { featuresOf } from "./course/features.ts";
import { lay } from "./course/lay.ts";
import { shapeDifferences } from "./differ/differences.ts";
import { latenessBehind, timingDifferences } from "./differ/timing-differences.ts";
import { distances } from "./distances.ts";
import { eachPart, figuresOf } from "./figures.ts";
import { matchedParts } from "./parts/shapes.ts";
import { findSections } from "./sections/find-sections.ts";
import { FINE_RATE, MOMENT_RATE, type PartTiming } from "./timing/timing.ts";

/**
 * How a dance differs from its reference: both on her body, in her heading and at her place, laid beside each other by a
 * warp of time, whose offset is how late she is.
 * @param reference at least two frames, as the dance is.
 */
export function compareDances(reference: Danced, dance: Danced, options: CompareOptions): Comparison {
  const { due, speed } = options;
  const one = onOneBody(reference, dance);
  const features = { reference: featuresOf(one.reference), dance: featuresOf(one.dance, speed) };
  const course = {
    ...features,
    way: lay(features.reference, features.dance, due === null ? null : due * speed),
  };
  const { sections, likeness, way } = findSections(course);
  const both = besideEachOther(one.reference, one.dance, way, options);
  const { timing, fitted } = both;
  const matched = matchedParts(both.reference, both.dance, timing);

  const { fps, clip } = reference;
  const { frames } = clip;
  const inFrames = (of: Float32Array) => atFrames(of, frames, fps);
  const late = (of: PartTiming) =>
    inFrames(latenessBehind(of, timing.due).value).map((seconds) => seconds / speed);
  const path = inFrames(timing.whole.frame)
    .map((at) => (at / FINE_RATE / speed) * dance.fps)
    .map((at) => (at >= 0 && at <= dance.clip.frames - 1 ? at : Number.NaN));
  const off = distances(fitted, one.dance.clip, path);
  const differences = [
    ...timingDifferences(timing, speed),
    ...shapeDifferences(both.reference, both.dance, timing, matched),
  ];
  return {
    ...{ fps, frames, path, fitted, sections, off },
    lateness: { ...eachPart((part) => late(timing.parts[part])), whole: late(timing.whole) },
    figures: figuresOf(timing, matched, off, speed),
    differences: differences.sort((a, b) => b.weight - a.weight),
    likeness,
  };
}

/** From moments to frames of the reference; what is behind the last moment goes on as it was. */
function atFrames(moments: Float32Array, frames: number, fps: number): Float32Array {
  const last = moments.length - 2;
  return Float32Array.from({ length: frames }, (_, frame) => {
    const at = (frame / fps) * MOMENT_RATE;
    const low = Math.max(0, Math.min(Math.floor(at + 1e-6), last));
    const [a, b] = [moments[low]!, moments[low + 1]!];
    return at - low < 1e-6 ? a : a + (at - low) * (b - a);
  });
}
