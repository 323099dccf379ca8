import { secondsBetween, type Timecode } from "../../shared/music/timecode.ts";
import type { PlacedTimecode } from "../../shared/music/timecode-reader.ts";
import type { SaidOfMusic } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Frames by whose mean the time of each is told: the next one alone may come late. */
const MOST = 30;
/** Beside what the others say by more than this it is another place. */
const JUMP: Seconds = 0.05;
/** Until its rate is known for sure the beat is shown, but nobody follows it. */
const UNSURE = 0.4;

export interface TimecodeSong {
  /** Beats a minute. */
  readonly tempo: number;
  /** Of beat 0, which begins a bar. */
  readonly start: Timecode;
  readonly beatsPerBar: number;
}

/** The beat of a song of an even tempo that runs with timecode, also where that is played faster or slower. */
export class TimecodeBeat {
  readonly #song: TimecodeSong;
  /** Where each of the last frames is in the song, seconds, and when that was. */
  #frames: readonly { readonly x: Seconds; readonly y: Seconds }[] = [];

  constructor(song: TimecodeSong) {
    this.#song = song;
  }

  /** What is known of the music with that frame. */
  heard({ t, code, rate, sure, speed }: PlacedTimecode): SaidOfMusic {
    const { tempo, start, beatsPerBar } = this.#song;
    const x = secondsBetween(start, code, rate);
    /** By how much those before came earlier than this one would have it. */
    const earlier = () =>
      this.#frames.reduce((sum, frame) => sum + (t - frame.y) - (x - frame.x) / speed, 0) /
      this.#frames.length;
    if (this.#frames.length > 0 && Math.abs(earlier()) > JUMP) this.#frames = [];
    this.#frames = [...this.#frames, { x, y: t }].slice(-MOST);
    return {
      ...{ t, tempo: tempo * speed, beat: ((x + earlier() * speed) * tempo) / 60, beatsPerBar, downbeat: 0 },
      ...{ confidence: sure ? 1 : UNSURE, energy: 0, onset: 0, brightness: 0 },
    };
  }
}
