import { clamp } from "../../../shared/numbers.ts";
import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import type { Difference, Finding, Section } from "../../../shared/practice.ts";
import { type Clip, frameOf, rowAt } from "../../motion/clip.ts";
import type { Comparison } from "../compare/comparison.ts";
import { beatNumber } from "./beat-number.ts";
import { type Found, isSame, isSection, momentOf } from "./found.ts";
import { mostUseful } from "./most-useful.ts";
import type { DancedPass } from "./pass-collector.ts";
import type { PracticeReference } from "./reference.ts";

/** How plain a second of something that is danced otherwise is, beside a difference. */
const SECTION_WEIGHT = 3;

/** What was compared, and how. */
export interface ComparedPass {
  readonly comparison: Comparison;
  readonly reference: PracticeReference;
  readonly danced: DancedPass;
}

/** All that differs, in seconds of the reference as a take, and of the dance from when the pass began. */
export function allFound({ comparison, danced }: Omit<ComparedPass, "reference">): readonly Found[] {
  const { begin } = danced.stretch;
  const moved = <S extends { readonly begin: Seconds; readonly end: Seconds }>(stretch: S, by: Seconds) => ({
    begin: stretch.begin + by,
    end: stretch.end + by,
  });
  const sections = comparison.sections.map((section: Section) => ({
    kind: section.kind,
    reference: moved(section.reference, begin),
    dance: moved(section.dance, -danced.due),
    weight: SECTION_WEIGHT * Math.max(lengthOf(section.reference), lengthOf(section.dance)),
  }));
  const differences = comparison.differences.map((difference: Difference) => ({
    ...difference,
    stretch: moved(difference.stretch, begin),
    at: difference.at + begin,
  }));
  // Of another dance nobody wants to know where its left hand should be.
  return comparison.likeness > 0.5 ? [...sections, ...differences] : sections;
}

const lengthOf = ({ begin, end }: { readonly begin: Seconds; readonly end: Seconds }) => end - begin;

/**
 * The three most useful things to say of a pass.
 * @param earlier what was found in each pass before it, of the same stretch of the same reference.
 */
export function findingsOf(
  compared: ComparedPass,
  earlier: readonly (readonly Found[])[],
): readonly Finding[] {
  const candidates = allFound(compared).map((found) => ({
    found,
    passes: 1 + earlier.filter((pass) => pass.some((other) => isSame(other, found))).length,
  }));
  return mostUseful(candidates).map(({ found, passes }) => ({
    difference: found,
    passes,
    beat: beatNumber(momentOf(found), compared.reference),
    ...bodiesAt(found, compared),
  }));
}

/** Both bodies when it is most plain: of what is late at one moment of the room, of all else at one of the dance. */
function bodiesAt(found: Found, { comparison, danced }: ComparedPass): Pick<Finding, "reference" | "dance"> {
  const { fitted, path, fps } = comparison;
  const { clip, fps: rate } = danced.dance;
  const seconds = momentOf(found) - danced.stretch.begin;
  const frame = clamp(Math.round(seconds * fps), 0, fitted.frames - 1);
  const along = path[frame]!;
  const beside = (danced.due + seconds / danced.speed) * rate;
  const isBeside = isSection(found) || found.kind === "timing" || Number.isNaN(along);
  return { reference: bodyAt(fitted, frame), dance: bodyAt(clip, isBeside ? beside : along) };
}

function bodyAt(clip: Clip, frame: number): readonly BodyPoint[] {
  return frameOf(rowAt(clip, clamp(Math.round(frame), 0, clip.frames - 1))).body;
}
