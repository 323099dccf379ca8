import type { Comparison } from "../../main/coaching/compare/comparison.ts";
import { clipOf } from "../../main/motion/clip.ts";
import type { Compared } from "../../main/pictures/report/compare/compared.ts";
import { BODY_PARTS, type BodyPart } from "../../shared/body-parts.ts";
import type { Difference } from "../../shared/practice.ts";
import { sineDance } from "./dances.ts";

const FPS = 30;
const FRAMES = 300;
/** Frames that are left out. */
const LEFT_OUT = { from: 120, to: 150 };

const stretch = { begin: 1, end: 3 };
const DIFFERENCES: readonly Difference[] = [
  { kind: "timing", late: 0.12, part: "right_arm", stretch, at: 2, weight: 3 },
  { kind: "place", off: 0.09, towards: "forward", part: "left_arm", stretch, at: 2.5, weight: 2 },
  { kind: "size", ratio: 0.8, part: "left_leg", stretch, at: 1.5, weight: 1.5 },
  { kind: "timing", late: -0.08, part: "whole", stretch, at: 8, weight: 1.1 },
];

/** Two takes that were compared, with something of every kind in it; the dance has one second less. */
export function sampleCompared(name = "mine.take.ndjson", changed: Partial<Comparison> = {}): Compared {
  const { from, to } = LEFT_OUT;
  const along = (of: (frame: number) => number) =>
    Float32Array.from({ length: FRAMES }, (_, frame) =>
      frame >= from && frame < to ? Number.NaN : of(frame),
    );
  const each = <T>(of: (part: BodyPart) => T) =>
    Object.fromEntries(BODY_PARTS.map((part) => [part, of(part)])) as Record<BodyPart, T>;
  const late = along((frame) => 0.12 * Math.sin(frame / 40));
  const near = along((frame) => 0.05 + 0.04 * Math.cos(frame / 30));
  const comparison: Comparison = {
    ...{ fps: FPS, frames: FRAMES, likeness: 0.97 },
    path: along((frame) => (frame < from ? frame : frame - (to - from))),
    lateness: { ...each(() => late), whole: late },
    off: { ...each(() => near), weight: near },
    figures: {
      late: { ...each(() => 0.02), whole: 0.1, head: null },
      size: { ...each(() => 1.02), left_leg: 0.8, head: null },
      off: { ...each(() => 0.05), weight: Number.NaN },
    },
    differences: DIFFERENCES,
    sections: [
      { kind: "missing", reference: { begin: 4, end: 5 }, dance: { begin: 4, end: 4 } },
      { kind: "mirrored", reference: { begin: 7, end: 8 }, dance: { begin: 6, end: 7 } },
    ],
    fitted: clipOf(sineDance({ seconds: FRAMES / FPS })),
    ...changed,
  };
  const about = { dancer: "Ada", source: "sines", licence: "none", person: 1, recordedFps: FPS };
  return {
    reference: { ...about, name: "teacher.take.ndjson", begin: 0.5, clip: comparison.fitted },
    dance: { ...about, name, begin: 0, clip: clipOf(sineDance({ seconds: (FRAMES - to + from) / FPS })) },
    ...{ due: null, speed: 1, comparison },
  };
}
