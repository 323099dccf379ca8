import type { PracticeReference } from "../../main/coaching/practice/reference.ts";
import { type Clip, clipOf, frameOf, rowAt } from "../../main/motion/clip.ts";
import { frameAtIndex } from "../../main/motion/interpolation.ts";
import { type MotionFrame, mirrored } from "../../main/motion/motion-frame.ts";
import { BODY_PARTS } from "../../shared/body-parts.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Practice, PracticePass, PracticePhase } from "../../shared/practice.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { figure, person, stageFrame } from "./stage-frames.ts";

const FPS = 30;

/** What is practised of frames at 30 a second: from its second second on, all but its last. */
export function referenceOf(
  frames: readonly MotionFrame[],
  changes: Partial<PracticeReference> = {},
): PracticeReference {
  return {
    ...{ name: "phrase.take.ndjson", fps: FPS, clip: clipOf(frames), begin: 2, beats: [] },
    stretch: { begin: 3, end: 2 + (frames.length - 1) / FPS - 1 },
    ...changes,
  };
}

/** In the middle of the second pass of ten seconds, at three quarters of its speed. */
export const PRACTICE: Practice = {
  ...{ reference: "phrase.take.ndjson", phase: "pass", pass: 2, stretch: { begin: 10, end: 20 } },
  ...{ position: 14, speed: 0.75, mirrored: false, count: null },
  agreement: { head: 1, trunk: 0.9, left_arm: 0.5, right_arm: 0.25, left_leg: 0.75, right_leg: 0.8 },
};

export const framesOf = (clip: Clip): readonly MotionFrame[] =>
  Array.from({ length: clip.frames }, (_, frame) => frameOf(rowAt(clip, frame)));

export interface PassShape {
  readonly pass?: number;
  readonly speed?: number;
  readonly mirrored?: boolean;
  /** When its first frame comes, before which nothing was practised. */
  readonly from?: Seconds;
  /** Frames a second of the camera. */
  readonly fps?: number;
  /** She, at a second of the reference; null where she is out of sight. */
  readonly dances?: (position: Seconds, frame: MotionFrame) => MotionFrame | null;
  /** The seconds of the room by which she is behind the reference. */
  readonly late?: Seconds;
}

/** The frames of a show while one pass is danced: a count-in of a second, the pass, and a second of rest. */
export function passFrames(reference: PracticeReference, shape: PassShape = {}): StageFrame[] {
  const { pass = 1, speed = 1, from = 100, fps = FPS, late = 0, dances = (_, frame) => frame } = shape;
  const { stretch, name } = reference;
  const whole = framesOf(reference.clip);
  const startsAt = from + 1;
  const endsAt = startsAt + (stretch.end - stretch.begin) / speed;
  return Array.from({ length: Math.ceil((endsAt + 1 - from) * fps) }, (_, index) => {
    const t = from + index / fps;
    const phase: PracticePhase = t < startsAt ? "count-in" : t < endsAt ? "pass" : "rest";
    const position = stretch.begin + (t - startsAt) * speed;
    const practice: Practice = {
      ...{ reference: name, phase, pass, stretch, position, speed, mirrored: shape.mirrored ?? false },
      ...{ count: phase === "count-in" ? 1 : null, agreement: null },
    };
    const own = position - late * speed;
    const followed = frameAtIndex(whole, (own - reference.begin) * reference.fps);
    const seen = dances(own, shape.mirrored ? mirrored(followed, 0) : followed);
    const people = seen ? [person(1, { live: { ...figure(1), ...seen } })] : [];
    return stageFrame(index, { t, mode: "practise", people, practice });
  });
}

/** One pass of a figure that tells it from every other, with one finding. */
export function practicePass(pass: number, changes: Partial<PracticePass> = {}): PracticePass {
  const each = <Name extends string, V>(names: readonly Name[], value: V) =>
    Object.fromEntries(names.map((name) => [name, value])) as Record<Name, V>;
  const stretch = { begin: 1, end: 9.5 };
  return {
    ...{ at: 1_760_000_000_000 + 60_000 * pass, reference: "waltz.take.ndjson", stretch, pass, speed: 0.75 },
    ...{ mirrored: false, good: pass % 2 === 0 },
    figures: {
      late: { ...each(BODY_PARTS, 0.1234), whole: 0.01 * pass, head: null },
      size: { ...each(BODY_PARTS, 0.9), head: null },
      off: { ...each(BODY_PARTS, 0.05), weight: 0.07 },
    },
    findings: [
      {
        ...{ passes: 2, beat: null },
        difference: { ...{ kind: "size", part: "left_leg", stretch, at: 4, ratio: 0.8, weight: 3 } },
      },
    ],
    ...changes,
  };
}
