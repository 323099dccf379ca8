import type { Seconds } from "../pose.ts";
import type { Poses } from "./library.ts";

/** Where the pen was on the map, and when. Places are those of the map: x to the right, y up, its longer side 0 to 1. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Since the first point; never less than that of the point before. */
  readonly t: Seconds;
}

/** What lines are held to: points, how far beside the map they may be drawn, and how long they may be danced. */
export const LINE_LIMITS = { points: 2000, beside: 1, seconds: 120 } as const;

/** A stretch of a take as it was danced. */
export interface LineStretch {
  /** File name, in the archive. */
  readonly take: string;
  readonly person: number;
  /** Of the take, where it begins; and how long it is danced. */
  readonly from: Seconds;
  readonly seconds: Seconds;
}

/** A drawn line as it is danced. */
export interface LineDance {
  /**
   * What it is called: `playback/play` plays it by this name, as it is or as a seed; `archive/keep-line` makes it a take of
   * the library. Only the last few are held until then.
   */
  readonly name: string;
  /** How long it took to draw, and how long it is danced: nobody goes over the map as fast or as slowly as any pen. */
  readonly drawn: Seconds;
  readonly seconds: Seconds;
  /** Mean speed over the map as drawn and as danced, and what real dances have, widths of the map a second. */
  readonly speeds: {
    readonly drawn: number;
    readonly danced: number;
    readonly slow: number;
    readonly fast: number;
  };
  /** Where on the map the moments are that are danced, x and y by turns, `LINE_PLACES` a second. */
  readonly places: readonly number[];
  /** How far they are from the line on average; and how far the nearest places of the map are from it, on average. */
  readonly away: number;
  readonly least: number;
  /** What it is made of, in order. */
  readonly stretches: readonly LineStretch[];
  /** The dance, `PREVIEW_FPS` poses a second, as `Poses` packs them. */
  readonly poses: Poses;
}

export const LINE_PLACES = 10;
