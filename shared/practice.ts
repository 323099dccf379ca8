import type { BodyPart, ComparedPart } from "./body-parts.ts";
import type { BodyPoint, Seconds, Stretch } from "./pose.ts";

/*
 * A dancer beside a reference: what the stage, the desk and the host say to each other of it.
 * "Reference" is the take that is followed, and its seconds are those of the take, whatever the speed is. She is late
 * by seconds of the room.
 */

export const PRACTICE_PHASES = ["waiting", "count-in", "pass", "rest"] as const;
/** Nobody is there to practise; the beats before the reference begins; it is danced; what differed is shown. */
export type PracticePhase = (typeof PRACTICE_PHASES)[number];

/** How practice is in one StageFrame. */
export interface Practice {
  /** Bare file name of the reference. */
  readonly reference: string;
  readonly phase: PracticePhase;
  /** Which pass this is, was last, or will be: counts from 1. */
  readonly pass: number;
  /** What is practised of the reference. */
  readonly stretch: Stretch;
  /** Where the reference is at `t` of the frame; before `stretch.begin` in a count-in, behind its end in a rest. */
  readonly position: Seconds;
  /** 0.5 to 1 of the reference's own speed: as this pass is danced. */
  readonly speed: number;
  /** Left is right: as this pass is danced. */
  readonly mirrored: boolean;
  /** Beats until the reference begins, counted down to 1; null outside a count-in. */
  readonly count: number | null;
  /** 0..1, how much each part does what the reference's does now; null outside a pass, or while she is not seen. */
  readonly agreement: Readonly<Record<BodyPart, number>> | null;
}

/** Something that differs between a reference and a dance, over a stretch of the reference. */
export type Difference = DifferenceKind & {
  readonly part: ComparedPart;
  /** Of the reference. */
  readonly stretch: Stretch;
  /** When it is most plain, seconds of the reference. */
  readonly at: Seconds;
  /** How plain it is: how many times as large as what camera noise alone makes of two alike dances; over 1. */
  readonly weight: number;
};

export type DifferenceKind =
  /** Seconds by which she is behind the reference; negative: ahead of it. */
  | { readonly kind: "timing"; readonly late: Seconds }
  /** How large her movement is: 1 is as large as the reference's. */
  | { readonly kind: "size"; readonly ratio: number }
  /** Metres of her body by which the part is off, and where to, as she would say it herself. */
  | { readonly kind: "place"; readonly off: number; readonly towards: PlaceDirection };

export const PLACE_DIRECTIONS = ["up", "down", "left", "right", "forward", "back"] as const;
/** By her own body: `left` is her left. */
export type PlaceDirection = (typeof PLACE_DIRECTIONS)[number];

export const SECTION_KINDS = ["missing", "added", "repeated", "mirrored"] as const;
/** A stretch that is not danced as it is there. */
export interface Section {
  readonly kind: (typeof SECTION_KINDS)[number];
  /** Of the reference: what is missing, danced again, or mirrored; of something added, the moment it comes at. */
  readonly reference: Stretch;
  /** Of the dance; of something missing, the moment at which it should be. */
  readonly dance: Stretch;
}

/** The moment of the reference at which something differs most plainly, or begins to. */
export const momentOf = (difference: Difference | Section): Seconds =>
  "at" in difference ? difference.at : difference.reference.begin;

/** One of the most useful things to say of a pass. */
export interface Finding {
  readonly difference: Difference | (Section & { readonly weight: number });
  /** In how many of the passes of this reference so far it was found: from two on it is a habit. */
  readonly passes: number;
  /** Number of the beat at which it happens, counted from the stretch's first as 1; null where no beats are known. */
  readonly beat: number | null;
  /** Both bodies when it is most plain, 19 joints, metres: the reference's on hers, facing as she does. */
  readonly reference: readonly BodyPoint[];
  readonly dance: readonly BodyPoint[];
}

/** How one pass was, in figures that can be followed over an evening. */
export interface PassFigures {
  /** Mean lateness, seconds of the room; null where it could not be told. */
  readonly late: Readonly<Record<BodyPart | "whole", Seconds | null>>;
  /** How large her movement was, 1 as the reference's; null where a part hardly moves. */
  readonly size: Readonly<Record<BodyPart, number | null>>;
  /** Mean distance from the reference at the same moment of the dance, metres of her body. */
  readonly off: Readonly<Record<BodyPart | "weight", number>>;
}

/**
 * What is good: late or early by no more seconds of the room, larger or smaller by no more of the reference's size, no more
 * metres off. Whoever follows what she sees, and does not know it, is later by the time of her reaction, about 0.2 s. A
 * poor camera alone puts somebody who dances exactly alike 0.06 m off, and a dancer's own second time through her phrase
 * 0.10 m (131_03 and 131_04 of the CMU archive).
 */
export const GOOD_WITHIN: Readonly<Record<FigureKind, number>> = { late: 0.1, size: 0.1, off: 0.12 };

/** The kinds of figures of a pass. */
export type FigureKind = keyof PassFigures;

/** One pass, as it is kept. */
export interface PracticePass {
  /** Milliseconds since 1970, when it ended. */
  readonly at: number;
  readonly reference: string;
  readonly stretch: Stretch;
  readonly pass: number;
  readonly speed: number;
  readonly mirrored: boolean;
  readonly figures: PassFigures;
  /** Good enough to be tried faster. */
  readonly good: boolean;
  readonly findings: readonly Omit<Finding, "reference" | "dance">[];
}

/** To every stage, after each pass, and after a reload: what to say of the last. */
export interface PracticeMessage {
  readonly tag: "practice";
  readonly pass: PracticePass;
  /** At most three, the most useful first. */
  readonly findings: readonly Finding[];
}
