import { lengthsIn, onBody } from "../../main/coaching/compare/body/one-body.ts";
import { withoutHeld } from "../../main/coaching/compare/body/seen.ts";
import { featuresOf } from "../../main/coaching/compare/course/features.ts";
import { findSections } from "../../main/coaching/compare/sections/find-sections.ts";
import { withCameraNoise } from "../../main/learn/train/data/camera-noise.ts";
import { type Clip, clipOf, frameOf, rowAt } from "../../main/motion/clip.ts";
import type { Random } from "../../main/motion/random.ts";

/** What of a dance is not as it is in its reference, both seen by a poor camera: as compare.ts has it found. */
export function comparedInNoise(reference: Clip, dance: Clip, fps: number, random: Random) {
  const [shown, danced] = [reference, dance].map((clip) => {
    const frames = Array.from({ length: clip.frames }, (_, frame) => frameOf(rowAt(clip, frame)));
    return withoutHeld(clipOf(withCameraNoise(frames, fps, 1, 0, random)), fps);
  }) as [Clip, Clip];
  const hers = onBody(shown, lengthsIn(shown), lengthsIn(danced));
  const course = { reference: featuresOf({ clip: hers, fps }), dance: featuresOf({ clip: danced, fps }) };
  return findSections({ ...course, way: new Float32Array(course.reference.frames) });
}
