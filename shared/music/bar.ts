import type { SoundFrame } from "./sound-frames.ts";

/** Beats a bar may have; the first is taken where nothing says otherwise. */
const LENGTHS = [4, 3] as const;
/** Of what was thought of a place in the bar, so much is kept a beat: about eight bars are remembered. */
const KEPT = 0.97;
/** By how much the beats of bars of three must be more alike than those of four. */
const ALIKE = 1.25;
/** How much a change of harmony says, against the weight of drums and bass. */
const HARMONY = 2;
/** How much a snare says against a bar's beginning: it is played on the backbeat. */
const BACKBEAT = 0.5;
/** What begins within this share of a beat is on it. */
const ON_BEAT = 0.25;
/** Another place in the bar must be so much more accented. */
const BETTER = 0.15;
/** A sound in which nothing rises is no beat. */
const SILENT = 1e-3;

/** What was heard from one beat to the next. */
interface Beat {
  readonly levels: Float64Array;
  readonly chroma: Float64Array;
  /** Onsets on the beat, of drums and bass, and of cymbals and snare. */
  low: number;
  high: number;
  frames: number;
}

const newBeat = (bands: number): Beat => ({
  levels: new Float64Array(2 * bands),
  chroma: new Float64Array(12),
  low: 0,
  high: 0,
  frames: 0,
});

/**
 * A guess at the bar, beat by beat: it has as many beats as the beats that are most alike are apart, and begins where
 * drums and bass are heaviest and where the harmony changes (Goto 2001, "An audio-based real-time beat tracking system
 * for music with or without drum-sounds": chord changes tell bars).
 */
export class Bar {
  #now: Beat | null = null;
  readonly #past: Beat[] = [];
  readonly #unlikeness = new Map<number, number>(LENGTHS.map((length) => [length, 0]));
  /** Of each length, how much its places were accented. */
  readonly #accents = new Map<number, Float64Array>(
    LENGTHS.map((length) => [length, new Float64Array(length)]),
  );
  #length: number = LENGTHS[0];
  /** Of a bar's first beat, its number modulo the length; null before there is a reason for one. */
  #first = 0;
  #isGuessed = false;

  get beatsPerBar(): number {
    return this.#length;
  }

  /** The last beat up to this one that begins a bar. */
  downbeat(beat: number): number {
    const whole = Math.floor(beat);
    return whole - mod(whole - this.#first, this.#length);
  }

  /** @param phase 0..1 within the beat. */
  hear({ levels, chroma, lowFlux, highFlux }: SoundFrame, phase: number): void {
    this.#now ??= newBeat(levels.length);
    const now = this.#now;
    const half = phase < 0.5 ? 0 : levels.length;
    for (let band = 0; band < levels.length; band++) now.levels[half + band]! += levels[band]!;
    for (let tone = 0; tone < 12; tone++) now.chroma[tone]! += chroma[tone]!;
    if (phase < ON_BEAT) {
      now.low = Math.max(now.low, lowFlux);
      now.high = Math.max(now.high, highFlux);
    }
    now.frames++;
  }

  /** @param beat number of the beat that has ended. */
  endBeat(beat: number): void {
    const ended = this.#now;
    this.#now = null;
    if (!ended || ended.frames === 0) return;
    const mean = ended.levels.map((sum) => sum / ended.frames);
    const done = { ...ended, levels: mean };
    const before = this.#past.at(-1);
    if (before && Math.max(done.low, before.low) + unlike(done.levels, before.levels) > SILENT)
      this.#weigh(beat, done, before);
    this.#past.push(done);
    if (this.#past.length > LENGTHS[0]) this.#past.shift();
  }

  #weigh(beat: number, done: Beat, before: Beat): void {
    const bar = [...this.#past, done];
    const lows = Math.max(SILENT, ...bar.map(({ low }) => low));
    const highs = Math.max(SILENT, ...bar.map(({ high }) => high));
    const accent =
      done.low / lows - (BACKBEAT * done.high) / highs + HARMONY * otherness(done.chroma, before.chroma);
    for (const length of LENGTHS) {
      const alike = this.#past.at(-length);
      if (alike)
        this.#unlikeness.set(
          length,
          KEPT * this.#unlikeness.get(length)! + (1 - KEPT) * unlike(done.levels, alike.levels),
        );
      const accents = this.#accents.get(length)!;
      for (let place = 0; place < length; place++) accents[place]! *= KEPT;
      accents[mod(beat, length)]! += (1 - KEPT) * accent;
    }
    const three = this.#unlikeness.get(3)!;
    const four = this.#unlikeness.get(4)!;
    if (this.#length === 4 ? ALIKE * three < four : ALIKE * four < three) {
      this.#length = this.#length === 4 ? 3 : 4;
      this.#isGuessed = false;
    }
    this.#guessFirst();
  }

  #guessFirst(): void {
    const accents = this.#accents.get(this.#length)!;
    const best = accents.indexOf(Math.max(...accents));
    if (this.#isGuessed && accents[best]! - accents[this.#first]! < BETTER / this.#length) return;
    this.#first = best;
    this.#isGuessed = true;
  }

  /** The numbers of the beats say nothing any more of what was heard. */
  forget(): void {
    this.#past.length = 0;
    this.#now = null;
    for (const length of LENGTHS) {
      this.#unlikeness.set(length, 0);
      this.#accents.get(length)!.fill(0);
    }
    this.#isGuessed = false;
  }
}

/** Mean distance of levels, in natural logarithms. */
function unlike(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}

/** 0 for the same harmony, 1 for no common tone. */
function otherness(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return aa * bb > 0 ? 1 - ab / Math.sqrt(aa * bb) : 0;
}

const mod = (a: number, n: number): number => ((a % n) + n) % n;
