import { secondsBetween, type Timecode } from "../../shared/music/timecode.ts";
import type { PlacedTimecode } from "../../shared/music/timecode-reader.ts";
import type { Seconds } from "../../shared/pose.ts";
import { fitLine } from "./fit-line.ts";
import type { SaidOfMusic } from "./music-clock.ts";

/** Frames whose times are fitted, and of how many a speed of its own is told. */
const MOST = 30;
const FOR_SPEED = 12;
/** Nearer than this to its own speed a second is a second: what is beside it is the hearing's. */
const SAME_SPEED = 0.01;
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
  heard({ t, code, rate, sure }: PlacedTimecode): SaidOfMusic {
    const { tempo, start, beatsPerBar } = this.#song;
    const x = secondsBetween(start, code, rate);
    const said = this.#placing();
    if (said && Math.abs(said.at(x) - t) > JUMP) this.#frames = [];
    this.#frames = [...this.#frames, { x, y: t }].slice(-MOST);
    const { slope, at } = this.#placing()!;
    return {
      ...{
        t,
        tempo: tempo / slope,
        beat: ((x + (t - at(x)) / slope) * tempo) / 60,
        beatsPerBar,
        downbeat: 0,
      },
      ...{ confidence: sure ? 1 : UNSURE, energy: 0, onset: 0, brightness: 0 },
    };
  }

  /** When each moment of the song is; null while nothing was heard. */
  #placing(): { slope: number; at(x: Seconds): Seconds } | null {
    if (this.#frames.length === 0) return null;
    if (this.#frames.length >= FOR_SPEED) {
      const line = fitLine(this.#frames);
      if (Math.abs(line.slope - 1) > SAME_SPEED) return line;
    }
    const offset = this.#frames.reduce((sum, { x, y }) => sum + y - x, 0) / this.#frames.length;
    return { slope: 1, at: (x) => x + offset };
  }
}
