import { beatAt, type Heard, type Music } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { periodOf } from "./counting.ts";

/** Nobody dances beats that are nearer, time in the dance: of faster ones every second is heard. 200 a minute. */
const NEAREST_BEATS: Seconds = 0.3;
/** A clock without a sound says nothing of loudness: as loud as usual. */
const USUAL_ENERGY = 0.5;

/**
 * What a dance hears at a moment, in its own time.
 * @param tempo at which it is danced: beats are so much further apart in its own time
 */
export function heardAt(music: Music, t: Seconds, tempo: number): Heard {
  const period = periodOf(music) * tempo;
  const together = period < NEAREST_BEATS ? 2 : 1;
  const beats = (beatAt(music, t) - (together > 1 ? music.downbeat : 0)) / together;
  const since = (beats - Math.floor(beats)) * together * period;
  const energy = music.from === "sound" || music.energy > 0 ? clamp(music.energy) : USUAL_ENERGY;
  return { sinceBeat: since, toBeat: together * period - since, energy };
}
