/** Shares of a beat that have a name. */
export type BeatShare = "eighth" | "quarter" | "third" | "half" | "whole";

/** What the stage says of practising, besides what differs. */
export interface PracticeSentences {
  readonly pass: (pass: number) => string;
  /** Of the reference's own speed. */
  readonly speed: (percent: number) => string;
  /** Of something that was found in several passes. */
  readonly habit: (passes: number) => string;
  /** How much that is, as it is felt. */
  readonly beats: Readonly<Record<BeatShare, string>>;
  /** Of a figure that is drawn as seen from there. */
  readonly fromTheSide: string;
  /** Where nothing differed; `good` where it could be tried faster. */
  readonly alike: string;
  readonly good: string;
}
