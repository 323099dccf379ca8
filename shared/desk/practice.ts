import type { Seconds, Stretch } from "../pose.ts";
import type { PracticePass, PracticePhase } from "../practice.ts";

/** How practising stands. How fast, how often and whether mirrored is said by the show's parameters. */
export interface PracticeState {
  /** Bare file name of what is practised; null for nothing. */
  readonly reference: string | null;
  /** Bare file name of what is being read to be practised; null for nothing. */
  readonly loading: string | null;
  /** Why the last that was asked for is not practised, in one line; null where it is, or nothing was. */
  readonly fault: string | null;
  /** What is practised of the reference; null without one. */
  readonly stretch: Stretch | null;
  /** Its whole length, which stretches are chosen from: 0 without one. */
  readonly duration: Seconds;
  /** Beats of the stretch, seconds of the reference, at most `PRACTICE_LIMITS.beats`; empty where none are known. */
  readonly beats: readonly Seconds[];
  /** Whether they are her own, since it has no music that is known. */
  readonly ownBeats: boolean;
  /** Whether a track plays with it. */
  readonly hasMusic: boolean;
  /** As the stage shows it; null while it shows something else. */
  readonly phase: PracticePhase | null;
  /** Which pass is danced, was last, or will be: counts from 1. */
  readonly pass: number;
  /** Whether a pass is being compared. */
  readonly comparing: boolean;
}

/** Which passes are asked for. */
export interface PassQuery {
  /** Bare file name; null for all references. */
  readonly reference: string | null;
  /** That ended at or after this, milliseconds since 1970. */
  readonly since: number;
}

export const PRACTICE_LIMITS = {
  /** Of a stretch, seconds: a shorter one has no shape, and more than the longest nobody practises at once. */
  shortest: 1,
  longest: 180,
  /** Beats that are told. */
  beats: 2000,
  /** Passes of one answer, the newest. */
  passes: 120,
} as const;

/** What desks ask of practising. */
export interface PracticeRequests {
  /** The state changes with the word `practice`, its phase without a word, since the stage shows that. */
  "practice/state": { readonly ask: null; readonly answer: PracticeState };
  /** The stage practises a take or a piece of the library, all of it or from there to there. */
  "practice/start": {
    readonly ask: { readonly name: string; readonly from: Seconds | null; readonly to: Seconds | null };
    readonly answer: PracticeState;
  };
  /** Nothing is practised any more, and the partner dances as it did before. */
  "practice/stop": { readonly ask: null; readonly answer: PracticeState };
  /** The newest of them, in the order in which they were danced. */
  "practice/passes": { readonly ask: PassQuery; readonly answer: readonly PracticePass[] };
}
