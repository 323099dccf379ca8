import type { Heard } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { hearFile } from "../../inputs/music/hear-file.ts";
import type { HeardTrack } from "../../inputs/music/heard-track.ts";
import { part } from "../../motion/clip.ts";
import { motionBeats } from "../../motion/features/beat-alignment.ts";
import { type BeatGrid, beatsOfGrid, fittedGrid, offBeat } from "../../motion/features/beat-grid.ts";
import { SourceError } from "../../system/errors.ts";
import type { Seed } from "./seeds.ts";
import type { Trial } from "./trial.ts";

/** Music goes on for so long before a continuation and after it, so that its first and last beats have some beside them. */
const AROUND: Seconds = 2;
/** Fewer beats have no tempo. */
const FEWEST = 3;
/** A music that only beats is as loud as usual. */
const USUAL_ENERGY = 0.5;

/** The music under the continuation of a seed; seconds from the first frame that is made. */
export interface Played {
  /** Whether it is what the take names, or made for the dance. */
  readonly isOwn: boolean;
  /** Beats a minute. */
  readonly tempo: number;
  /** When its beats fall, also before the first frame and after the last. */
  readonly beats: readonly Seconds[];
  heardAt(t: Seconds): Heard | null;
}

export interface AllPlayed {
  /** Of each seed; null where there is none. */
  readonly played: readonly (Played | null)[];
  /** Tracks that could not be heard, one line each. */
  readonly lost: readonly string[];
}

/**
 * What is played to the continuations of seeds: the track that the take names where one is heard there, else the even
 * beats that the dancer's own fall on best, over the seed and what she did after it: see `fittedGrid`.
 * @param seconds of a continuation
 */
export async function playedFor(
  { fps, work }: Trial,
  seeds: readonly Seed[],
  seconds: Seconds,
): Promise<AllPlayed> {
  const tracks = new Map<string, HeardTrack | null>();
  const lost: string[] = [];
  const files = [...new Set(seeds.flatMap(({ take }) => take.track.music?.file ?? []))];
  for (const [index, file] of files.entries()) {
    const heard = await hearFile(file, work.signal).catch((error: unknown) => {
      if (!(error instanceof SourceError)) throw error;
      lost.push(error.message);
      return null;
    });
    tracks.set(file, heard);
    await work.step("listening", index + 1, files.length);
  }
  const played = seeds.map((seed): Played | null => {
    const { music } = seed.take.track;
    const heard = music && tracks.get(music.file);
    const own = heard && ownMusic(heard, music.begin + seed.end / fps, seconds);
    if (own) return own;
    const grid = gridUnder(seed, seconds, fps);
    return grid && gridMusic(grid, seconds);
  });
  return { played, lost };
}

/** @param begin where the track is at the first frame that is made; null where it has no beat there. */
function ownMusic(track: HeardTrack, begin: Seconds, seconds: Seconds): Played | null {
  const beats = [...track.beats]
    .map((beat) => beat - begin)
    .filter((beat) => beat >= -AROUND && beat < seconds + AROUND);
  const { tempo } = track;
  if (tempo === null || beats.filter((beat) => beat >= 0 && beat < seconds).length < FEWEST) return null;
  return { isOwn: true, tempo, beats, heardAt: (t) => track.at(begin + t) };
}

/** Music that only beats. */
export const gridMusic = (grid: BeatGrid, seconds: Seconds): Played => ({
  isOwn: false,
  tempo: grid.tempo,
  beats: beatsOfGrid(grid, -AROUND, seconds + AROUND),
  heardAt(t) {
    const period = 60 / grid.tempo;
    const phase = (offBeat(grid, t) + 1) % 1;
    return { sinceBeat: phase * period, toBeat: (1 - phase) * period, energy: USUAL_ENERGY };
  },
});

/** Null where she has too few beats to have a tempo. */
function gridUnder({ take, end, observedFrames }: Seed, seconds: Seconds, fps: number): BeatGrid | null {
  const dance = part(take.clip, end - observedFrames, end + Math.round(seconds * fps));
  return fittedGrid(motionBeats(dance, fps).map((beat) => beat - observedFrames / fps));
}
