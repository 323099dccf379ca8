import { clamp } from "../numbers.ts";
import { Accents } from "./accents.ts";
import { BeatStates } from "./beat-states.ts";
import { HEARD_RATE, type SoundFrame } from "./sound-frames.ts";

/** How much more what is low counts: drums and bass tell the beat. */
const LOW = 2;
/** What is clear against the loudest onset of the last seconds counts more than in proportion. */
const POWER = 1.5;
/** The level of onsets falls so fast, a second; below the floor there is only noise. */
const FALL = 0.35;
const FLOOR = 0.03;
/** Agreement of the states of which nothing, and all, is to be thought. */
const AGREEMENT = [0.7, 0.95] as const;
/** From one beat to the next: then accents are heard anew. */
const OTHER_TEMPO = 0.1;
/** Where the phase leaps by more, in one frame, what was taken for beats was none. */
const LEAP = 0.1;
/** A beat is heard by an onset within this share of the period of it. */
const NEAR = 0.1;
/** How fast what is heard on beats is followed, a beat. */
const ADAPTS = 0.25;
/** Strength of beats, of 1, from which they are clearly heard. */
const CLEAR = 0.35;

export interface BeatEstimate {
  /** Beats a minute. */
  readonly tempo: number;
  /** Beats since listening began, with the share of the present one; where the phase was wrong, it leaps to the nearest. */
  readonly beat: number;
  /** 0..1 */
  readonly confidence: number;
  /** 0..1: how much of an onset this frame has. */
  readonly onset: number;
  /** A beat is now other than it was: what is known of single beats says nothing any more. */
  readonly isOther: boolean;
}

/** Tempo and phase of the beat, from frames as they come. */
export class BeatTracker {
  readonly #states = new BeatStates();
  readonly #accents = new Accents();
  readonly #latency: number;
  #level = FLOOR;
  /** Of the states, before every second is left out; and of what is told. */
  #count = 0;
  #beat = 0;
  #tempo = 0;
  #sinceBeat = 0;
  #period = HEARD_RATE;
  #onBeat = 0;
  #strength = 0;
  #accented: 0 | 1 | null = null;

  /** @param latency of the frames, seconds. */
  constructor(latency: number) {
    this.#latency = latency;
  }

  next(frame: SoundFrame): BeatEstimate {
    const onset = this.#onset(frame);
    this.#states.next(onset ** POWER);
    const { tempo, phase, agreement } = this.#states.estimate();
    this.#period = (60 * HEARD_RATE) / tempo;
    this.#accents.hear(frame);
    this.#countOn(tempo, phase + (this.#latency * tempo) / 60, onset);
    const was = this.#accented;
    this.#accented = this.#accents.accented(tempo);
    const half = this.#accented !== null;
    const told = half ? tempo / 2 : tempo;
    this.#beat = nearest(
      this.#beat + told / 60 / HEARD_RATE,
      half ? (this.#count - this.#accented!) / 2 : this.#count,
    );
    const agreed = clamp((agreement - AGREEMENT[0]) / (AGREEMENT[1] - AGREEMENT[0]));
    return {
      tempo: told,
      beat: this.#beat,
      confidence: agreed * clamp(this.#strength / CLEAR),
      onset,
      isOther: was !== this.#accented,
    };
  }

  #onset({ flux, lowFlux }: SoundFrame): number {
    const strength = flux + LOW * lowFlux;
    this.#level = Math.max(FLOOR, strength, this.#level * (1 - FALL / HEARD_RATE));
    return strength / this.#level;
  }

  #countOn(tempo: number, phase: number, onset: number): void {
    const before = this.#count;
    const expected = before + tempo / 60 / HEARD_RATE;
    this.#count = nearest(expected, phase);
    if (Math.abs(this.#count - expected) > LEAP) this.#accents.forget();
    const off = Math.abs(this.#count - Math.round(this.#count));
    if (off < NEAR) this.#onBeat = Math.max(this.#onBeat, onset);
    this.#sinceBeat++;
    if (Math.floor(this.#count) > Math.floor(before) && this.#sinceBeat > this.#period / 2) {
      this.#sinceBeat = 0;
      if (Math.abs(tempo / this.#tempo - 1) > OTHER_TEMPO) this.#accents.forget();
      this.#tempo = tempo;
    }
    if (this.#sinceBeat !== Accents.KNOWN_AFTER) return;
    this.#accents.endBeat(Math.floor(this.#count), this.#onBeat > CLEAR);
    this.#strength += ADAPTS * (this.#onBeat - this.#strength);
    this.#onBeat = 0;
  }
}

/** The number nearest to the expected one that has this fraction. */
function nearest(expected: number, fraction: number): number {
  const off = fraction - expected;
  return expected + off - Math.round(off);
}
