import type { Seconds, Stretch } from "../../../../shared/pose.ts";
import type { Difference, Section } from "../../../../shared/practice.ts";
import type { Comparison } from "../../../coaching/compare/comparison.ts";
import type { Clip } from "../../../motion/clip.ts";

/** One of two takes that were compared. Its texts came from outside, and are lines that can be shown. */
export interface ComparedTake {
  /** File name. */
  readonly name: string;
  readonly dancer: string;
  readonly source: string;
  readonly licence: string;
  /** Id of who was compared. */
  readonly person: number;
  /** Where in the take her first frame is. */
  readonly begin: Seconds;
  /** Frames a second as it was recorded; it was compared at the comparison's. */
  readonly recordedFps: number;
  readonly clip: Clip;
}

/** Two takes that were compared. */
export interface Compared {
  readonly reference: ComparedTake;
  readonly dance: ComparedTake;
  /** When the reference's first frame was due, seconds of the dance from its first frame on; null where they fit best. */
  readonly due: Seconds | null;
  readonly speed: number;
  readonly comparison: Comparison;
}

/** What differs, the plainest first, by the seconds of the reference's take. */
export const differencesOf = ({ comparison, reference }: Compared): readonly Difference[] =>
  comparison.differences.map((difference) => ({
    ...difference,
    stretch: later(difference.stretch, reference.begin),
    at: difference.at + reference.begin,
  }));

/** What is not danced as it is there, in order, by the seconds of both takes. */
export const sectionsOf = ({ comparison, reference, dance }: Compared): readonly Section[] =>
  comparison.sections.map((section) => ({
    ...section,
    reference: later(section.reference, reference.begin),
    dance: later(section.dance, dance.begin),
  }));

const later = ({ begin, end }: Stretch, by: Seconds): Stretch => ({ begin: begin + by, end: end + by });

/** The letter of each section: A, B, and after Z AA. */
export const letterOf = (index: number): string =>
  (index < 26 ? "" : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
