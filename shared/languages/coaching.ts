import type { ComparedPart } from "../body-parts.ts";
import type { PlaceDirection, Section } from "../practice.ts";

/** How it is said what differs between a dance and its reference: on the stage, on the desk and in reports. */
export interface CoachingSentences {
  readonly parts: Readonly<Record<ComparedPart, string>>;
  /** Of lateness; how far, says `time`. */
  readonly late: (part: string, far: string) => string;
  readonly early: (part: string, far: string) => string;
  readonly time: (ms: number) => string;
  /** Of how large a movement is, by so many per cent. */
  readonly small: (part: string, percent: number) => string;
  readonly large: (part: string, percent: number) => string;
  /** Of a place; `hands` is how many breadths of a hand that is, where it can be said so, and 0 where it cannot. */
  readonly off: (part: string, towards: string, cm: number, hands: number) => string;
  readonly directions: Readonly<Record<PlaceDirection, string>>;
  /** Of a stretch that is not danced as it is there. */
  readonly sections: Readonly<Record<Section["kind"], string>>;
  /** When: by the number of a beat, by seconds of the reference, or from here to there. */
  readonly atBeat: (beat: number) => string;
  readonly atSecond: (t: string) => string;
  readonly fromTo: (begin: string, end: string) => string;
}
