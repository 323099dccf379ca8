import type { PracticeReference } from "../../main/coaching/practice/reference.ts";
import { clipOf } from "../../main/motion/clip.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import type { Practice } from "../../shared/practice.ts";

/** A dance at 30 fps of which the middle is practised: a second before it and one behind it go on. */
export const referenceOf = (
  frames: readonly MotionFrame[],
  changes: Partial<PracticeReference> = {},
): PracticeReference => ({
  name: "teacher.take.ndjson",
  stretch: { begin: 11, end: 10 + (frames.length - 1) / 30 - 1 },
  fps: 30,
  clip: clipOf(frames),
  begin: 10,
  beats: [],
  ...changes,
});

/** In the middle of the second pass of ten seconds. */
export const PRACTICE: Practice = {
  ...{ reference: "teacher.take.ndjson", phase: "pass", pass: 2, stretch: { begin: 10, end: 20 } },
  ...{ position: 14, speed: 0.75, mirrored: false, count: null },
  agreement: { head: 1, trunk: 0.9, left_arm: 0.5, right_arm: 0.25, left_leg: 0.75, right_leg: 0.8 },
};
