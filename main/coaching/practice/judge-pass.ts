import type { Finding, PracticePass } from "../../../shared/practice.ts";
import { clipOf, frameOf, framesIn, part, rowAt } from "../../motion/clip.ts";
import { mirrored } from "../../motion/motion-frame.ts";
import { compareDances } from "../compare/compare.ts";
import type { Danced } from "../compare/comparison.ts";
import { allFound, findingsOf } from "./findings.ts";
import type { Found } from "./found.ts";
import { isGood } from "./good-pass.ts";
import type { DancedPass } from "./pass-collector.ts";
import type { PracticeReference } from "./reference.ts";

/** Of whom less than this is in sight nothing is said: what she did meanwhile nobody knows. */
export const SEEN_ENOUGH = 0.8;

/** What there is to say of a pass. */
export interface JudgedPass {
  readonly pass: PracticePass;
  /** At most three, the most useful first. */
  readonly findings: readonly Finding[];
  /** Everything that was found, for the passes after it. */
  readonly all: readonly Found[];
}

/** What was practised, as it was shown: from its first frame to its last, left and right as she saw them. */
export function shownReference(
  { clip, fps, begin, stretch }: PracticeReference,
  isMirrored: boolean,
): Danced {
  const first = framesIn(stretch.begin - begin, fps);
  const last = Math.min(clip.frames, first + framesIn(stretch.end - stretch.begin, fps) + 1);
  const practised = part(clip, first, last);
  if (!isMirrored) return { clip: practised, fps };
  const frames = Array.from({ length: practised.frames }, (_, frame) => frameOf(rowAt(practised, frame)));
  return { clip: clipOf(frames.map((frame) => mirrored(frame, 0))), fps };
}

/**
 * Compares a pass with what was practised.
 * @param earlier what was found in each pass before it, of the same stretch of the same reference.
 * @param at milliseconds since 1970.
 * @returns null where she was not seen enough of it to say anything.
 */
export function judgePass(
  reference: PracticeReference,
  danced: DancedPass,
  earlier: readonly (readonly Found[])[],
  at: number,
): JudgedPass | null {
  if (danced.seen < SEEN_ENOUGH) return null;
  const { due, speed, pass, stretch, mirrored: isMirrored } = danced;
  const comparison = compareDances(shownReference(reference, isMirrored), danced.dance, { due, speed });
  const compared = { comparison, reference, danced };
  const findings = findingsOf(compared, earlier);
  return {
    findings,
    all: allFound(compared),
    pass: {
      ...{ at, reference: reference.name, stretch, pass, speed, mirrored: isMirrored },
      figures: comparison.figures,
      good: isGood(comparison),
      findings: findings.map(({ difference, passes, beat }) => ({ difference, passes, beat })),
    },
  };
}
