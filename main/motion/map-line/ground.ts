import type { Seconds } from "../../../shared/pose.ts";
import type { Moments, MomentTrack } from "../moments/moments.ts";
import { PlaceGrid } from "./place-grid.ts";
import { mapSpeeds, type Usual, unusualSpeeds } from "./speeds.ts";

/** Places are means over so long around each, and so are velocities: from frame to frame they tremble. */
export const TREMBLES: Seconds = 0.5;

/** Moments on a map, and what there is to know of them before any line is danced. */
export interface Ground {
  readonly moments: Moments;
  /** Of each moment, and the means that lines are followed by, [moments, 2]. */
  readonly places: Float32Array;
  readonly ways: Float32Array;
  /** The same in cells. */
  readonly placeGrid: PlaceGrid;
  readonly wayGrid: PlaceGrid;
  /** Over the map. */
  readonly speeds: Usual;
  /** Of each moment, see `unusualSpeeds`. */
  readonly unusual: Float32Array;
}

/** @param places x and y of each moment on the map, [moments, 2]. */
export function groundOf(moments: Moments, places: Float32Array): Ground {
  const ways = waysOf(moments.tracks, places, Math.round((TREMBLES * moments.fps) / 2));
  return {
    ...{ moments, places, ways, placeGrid: new PlaceGrid(places), wayGrid: new PlaceGrid(ways) },
    ...{ speeds: mapSpeeds(moments, places), unusual: unusualSpeeds(moments) },
  };
}

/** Means over `reach` moments on either side, fewer at the ends of tracks. */
function waysOf(tracks: readonly MomentTrack[], places: Float32Array, reach: number): Float32Array {
  const ways = new Float32Array(places.length);
  for (const { first, count } of tracks)
    for (let moment = first; moment < first + count; moment++) {
      const within = Math.min(reach, moment - first, first + count - 1 - moment);
      let [x, y] = [0, 0];
      for (let at = moment - within; at <= moment + within; at++) {
        x += places[2 * at]!;
        y += places[2 * at + 1]!;
      }
      ways[2 * moment] = x / (2 * within + 1);
      ways[2 * moment + 1] = y / (2 * within + 1);
    }
  return ways;
}
