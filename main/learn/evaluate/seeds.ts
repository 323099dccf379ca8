import { type Clip, clipOf } from "../../motion/clip.ts";
import type { DanceTrack } from "../train/data/tracks.ts";

/** A dance to learn from. */
export interface Example {
  readonly style: string;
  readonly clip: Clip;
}

/** A dancer through one take. */
export interface DancedTake extends Example {
  /** The same frames as a mind hears them. */
  readonly track: DanceTrack;
}

/** A moment of a real dance that is to be continued: frames `end - heard` up to `end` were seen. */
export interface Seed {
  readonly danced: DancedTake;
  readonly end: number;
  readonly heard: number;
}

export const dancedOf = (track: DanceTrack): DancedTake => ({
  style: track.style,
  clip: clipOf(track.frames),
  track,
});

/**
 * `count` seeds, spread evenly over all of the dance that has `heard` frames before them and `future` frames after;
 * fewer only when there are not as many different ones.
 */
export function seedsIn(
  danced: readonly DancedTake[],
  heard: number,
  future: number,
  count: number,
): readonly Seed[] {
  const places = danced.map(({ clip }) => Math.max(0, clip.frames - heard - future + 1));
  const all = places.reduce((sum, n) => sum + n, 0);
  const seeds: Seed[] = [];
  for (let index = 0; index < Math.min(count, all); index++) {
    let place = Math.floor(((index + 0.5) * all) / Math.min(count, all));
    let which = 0;
    while (place >= places[which]!) place -= places[which++]!;
    seeds.push({ danced: danced[which]!, end: place + heard, heard });
  }
  return seeds;
}
