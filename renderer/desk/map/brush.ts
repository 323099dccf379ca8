import type { Seconds } from "../../../shared/pose.ts";
import { type MapPoints, trackIndexOf } from "./points.ts";

/** A take of which some moments were brushed. */
export interface BrushedTake {
  readonly take: string;
  /** Of dance that is within the brush, and in the take altogether. */
  readonly brushed: Seconds;
  readonly seconds: Seconds;
}

/** What a brush has gone round. */
export interface Selection {
  /** 1 for each moment that is in it, [moments]. */
  readonly mask: Uint8Array;
  readonly moments: number;
  /** The one that is brushed by the largest part first. */
  readonly takes: readonly BrushedTake[];
}

/** @returns null for a brush without a moment in it. */
export function selectionOf(points: MapPoints, brushed: Uint32Array): Selection | null {
  if (brushed.length === 0) return null;
  const { tracks, fps } = points;
  const mask = new Uint8Array(points.places.length / 2);
  const within = new Uint32Array(tracks.length);
  for (const moment of brushed) {
    mask[moment] = 1;
    within[trackIndexOf(tracks, moment)]!++;
  }
  const takes = new Map<string, { brushed: number; all: number }>();
  tracks.forEach(({ take, count }, at) => {
    const sum = takes.get(take) ?? { brushed: 0, all: 0 };
    sum.brushed += within[at]!;
    sum.all += count;
    takes.set(take, sum);
  });
  return {
    mask,
    moments: brushed.length,
    takes: [...takes]
      .filter(([, sum]) => sum.brushed > 0)
      .map(([take, sum]) => ({ take, brushed: sum.brushed / fps, seconds: sum.all / fps }))
      .sort((a, b) => shareOf(b) - shareOf(a) || (a.take < b.take ? -1 : 1)),
  };
}

/** How much of a take is within the brush, 0 to 1. */
export const shareOf = ({ brushed, seconds }: BrushedTake): number => brushed / seconds;

/** Those of which at least that share is. */
export const takesBrushed = ({ takes }: Selection, least: number): readonly BrushedTake[] =>
  takes.filter((take) => shareOf(take) >= least);
