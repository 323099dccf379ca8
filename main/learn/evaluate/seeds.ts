import type { DanceTrack } from "../../archive/tracks.ts";
import { type Clip, clipOf } from "../../motion/clip.ts";

/** Real motion whose style is known. */
export interface LabelledClip {
  readonly style: string;
  readonly clip: Clip;
}

/** One dancer through one take that the model was not trained on. */
export interface UnseenTake extends LabelledClip {
  /** The same frames, as generators observe them. */
  readonly track: DanceTrack;
}

/** A frame of a real dance that is continued: frames `end - observedFrames` up to, not including, `end` are observed. */
export interface Seed {
  readonly take: UnseenTake;
  readonly end: number;
  readonly observedFrames: number;
}

export const unseenTake = (track: DanceTrack): UnseenTake => ({
  style: track.style,
  clip: clipOf(track.frames),
  track,
});

/**
 * `count` seeds, spread evenly over all frames that have `observedFrames` before them and `future` frames after; fewer
 * only when there are not as many different ones.
 */
export function seedsIn(
  takes: readonly UnseenTake[],
  observedFrames: number,
  future: number,
  count: number,
): readonly Seed[] {
  const places = takes.map(({ clip }) => Math.max(0, clip.frames - observedFrames - future + 1));
  const all = places.reduce((sum, n) => sum + n, 0);
  const seeds: Seed[] = [];
  for (let index = 0; index < Math.min(count, all); index++) {
    let place = Math.floor(((index + 0.5) * all) / Math.min(count, all));
    let which = 0;
    while (place >= places[which]!) place -= places[which++]!;
    seeds.push({ take: takes[which]!, end: place + observedFrames, observedFrames });
  }
  return seeds;
}
