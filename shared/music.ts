import type { Seconds } from "./pose.ts";

/** What music may be known from. */
export const MUSIC_SOURCES = ["midi", "timecode", "osc", "taps", "sound"] as const;
export type MusicSource = (typeof MUSIC_SOURCES)[number];

/** What is known of the music at one moment; from it its beats go on evenly. */
export interface Music {
  readonly from: MusicSource;
  /** The moment, on the clock of the StageFrames. */
  readonly t: Seconds;
  /** Beats a minute, more than 0. */
  readonly tempo: number;
  /** Beats since counting began: a whole number on a beat; what is left of it is the phase. */
  readonly beat: number;
  readonly beatsPerBar: number;
  /** A beat that begins a bar, a whole number. */
  readonly downbeat: number;
  /** 0..1: how sure the beat is. */
  readonly confidence: number;
  /** 0..1: loudness, how much begins to sound now, and how high it sounds; 0 where only a clock is known. */
  readonly energy: number;
  readonly onset: number;
  readonly brightness: number;
}

/** What one source says of the music. */
export type SaidOfMusic = Omit<Music, "from">;

/** The music at one frame of a dance, as a generator hears it. */
export interface Heard {
  /** From the last beat, and to the next one; 0 is on the beat. */
  readonly sinceBeat: Seconds;
  readonly toBeat: Seconds;
  /** 0..1: how loud it is. */
  readonly energy: number;
}

/** Less sure music is shown, but nobody dances to it. */
export const FOLLOWED_CONFIDENCE = 0.5;

/** Beats since counting began, at `t`. */
export const beatAt = ({ beat, t: at, tempo }: Pick<Music, "beat" | "t" | "tempo">, t: Seconds): number =>
  beat + ((t - at) * tempo) / 60;

/** When that beat falls. */
export const timeOfBeat = (music: Pick<Music, "beat" | "t" | "tempo">, beat: number): Seconds =>
  music.t + ((beat - music.beat) * 60) / music.tempo;

/** Which beat of its bar a beat is, from 1. @param beat a whole number */
export const beatInBar = ({ downbeat, beatsPerBar }: Pick<Music, "downbeat" | "beatsPerBar">, beat: number) =>
  ((((beat - downbeat) % beatsPerBar) + beatsPerBar) % beatsPerBar) + 1;

/** The music as it is at `t`. */
export const musicAt = (music: Music, t: Seconds): Music => ({ ...music, beat: beatAt(music, t), t });
