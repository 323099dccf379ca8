import type { MapTrack } from "../../../shared/desk/map.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** The map as it is drawn: a point for each moment of the archive. */
export interface MapPoints {
  /** Of the moments that it is of. */
  readonly fingerprint: string;
  /** Moments a second. */
  readonly fps: number;
  /** x to the right, y up, [moments, 2]. */
  readonly places: Float32Array;
  /** One after the other they hold all moments. */
  readonly tracks: readonly MapTrack[];
}

/** Where a moment is from. */
export interface MomentSource {
  readonly track: MapTrack;
  /** In the take. */
  readonly t: Seconds;
}

/** The track that a moment is of. */
export function trackIndexOf(tracks: readonly MapTrack[], moment: number): number {
  let [low, high] = [0, tracks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tracks[middle]!.first <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function sourceOf({ tracks, fps }: MapPoints, moment: number): MomentSource {
  const track = tracks[trackIndexOf(tracks, moment)]!;
  return { track, t: track.begin + (moment - track.first) / fps };
}
