import type { BodyPart } from "../../../shared/body-parts.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Difference, PassFigures, Section } from "../../../shared/practice.ts";
import type { Clip } from "../../motion/clip.ts";

/** A dance at an even rate. */
export interface Danced {
  readonly clip: Clip;
  /** Frames a second. */
  readonly fps: number;
}

export interface CompareOptions {
  /**
   * When the reference's first frame is due, seconds of the dance: what comes later than that is late. null: from wherever
   * the two fit best, so that only what changes over the dance counts.
   */
  readonly due: Seconds | null;
  /** Seconds of the reference in a second of the dance: below 1 where it was danced along with a slowed one. */
  readonly speed: number;
}

/** How a dance differs from its reference. All of it is in seconds of the reference but lateness, which is the room's. */
export interface Comparison {
  readonly fps: number;
  /** Frames of the reference. */
  readonly frames: number;
  /** Where the dance is, as a frame of its own, when it does each frame of the reference: [frames]; NaN where it is missing. */
  readonly path: Float32Array;
  /** Seconds late at each frame of the reference: [frames]; NaN where a part does not move, or is not danced. */
  readonly lateness: Readonly<Record<BodyPart | "whole", Float32Array>>;
  /** Distance from the reference at the same moment of the dance, metres of her body: [frames]. */
  readonly off: Readonly<Record<BodyPart | "weight", Float32Array>>;
  readonly figures: PassFigures;
  /** The plainest first. */
  readonly differences: readonly Difference[];
  /** In order. */
  readonly sections: readonly Section[];
  /** 0..1: how sure it is that both are the same phrase; above 0.5 they are. */
  readonly likeness: number;
  /** The reference on her body, at her place and in her heading, frame by frame of the reference: for drawing. */
  readonly fitted: Clip;
}
