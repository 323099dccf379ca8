import { clamp } from "../numbers.ts";
import { approachFactor } from "../smoothing.ts";
import { Accents } from "./accents.ts";
import { BeatStates } from "./beat-states.ts";
import { activation, OnsetLevel } from "./onset-level.ts";
import { CLEAR, PulseClarity } from "./pulse-clarity.ts";
import { HEARD_RATE, type SoundFrame } from "./sound-frames.ts";

/** Agreement of the states of which nothing, and all, is to be thought. */
const AGREEMENT = [0.7, 0.95] as const;
/** Seconds in which an agreement is believed: one syncopation makes it waver, and no more. */
const SETTLES = 1;
/** From one beat to the next: then accents are heard anew. */
const OTHER_TEMPO = 0.1;
/** Where the phase leaps by more, in one frame, what was taken for beats was none. */
const LEAP = 0.1;
/** The states begin a beat before it sounds; that makes up for the other part of the frames' latency (measured). */
const SHARE_OF_LATENCY = 0.5;
/** A beat is heard by an onset within this share of the period of it. */
const NEAR = 0.1;

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
  readonly #level = new OnsetLevel();
  readonly #pulse = new PulseClarity();
  readonly #latency: number;
  /** Of the states, before every second is left out; and of what is told. */
  #count = 0;
  #beat = 0;
  #tempo = 0;
  #agreed = 0;
  #sinceBeat = 0;
  #period = HEARD_RATE;
  #onBeat = 0;
  #hasLeapt = false;
  #accented: 0 | 1 | null = null;

  /** @param latency of the frames, seconds. */
  constructor(latency: number) {
    this.#latency = SHARE_OF_LATENCY * latency;
  }

  next(frame: SoundFrame): BeatEstimate {
    const onset = this.#level.relative(frame);
    this.#states.next(activation(onset));
    const { tempo, phase, agreement } = this.#states.estimate();
    this.#period = (60 * HEARD_RATE) / tempo;
    this.#accents.hear(frame);
    this.#countOn(tempo, phase + (this.#latency * tempo) / 60, onset);
    const was = this.#accented;
    this.#accented = this.#accents.accented(tempo);
    if (was !== this.#accented) this.#pulse.forget();
    const half = this.#accented !== null;
    const told = half ? tempo / 2 : tempo;
    this.#beat = nearest(
      this.#beat + told / 60 / HEARD_RATE,
      half ? (this.#count - this.#accented!) / 2 : this.#count,
    );
    this.#pulse.hear(onset, this.#beat);
    const agreed = clamp((agreement - AGREEMENT[0]) / (AGREEMENT[1] - AGREEMENT[0]));
    this.#agreed += (agreed - this.#agreed) * approachFactor(1 / HEARD_RATE, SETTLES);
    return {
      tempo: told,
      beat: this.#beat,
      confidence: this.#agreed * this.#pulse.value,
      onset,
      isOther: this.#hasLeapt || was !== this.#accented,
    };
  }

  #countOn(tempo: number, phase: number, onset: number): void {
    const before = this.#count;
    const expected = before + tempo / 60 / HEARD_RATE;
    this.#count = nearest(expected, phase);
    this.#hasLeapt = Math.abs(this.#count - expected) > LEAP;
    if (this.#hasLeapt) this.#accents.forget();
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
    this.#onBeat = 0;
  }
}

/** The number nearest to the expected one that has this fraction. */
function nearest(expected: number, fraction: number): number {
  const off = fraction - expected;
  return expected + off - Math.round(off);
}
