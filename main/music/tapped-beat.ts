import { fitLine } from "../../shared/fit-line.ts";
import { beatAt, type SaidOfMusic } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";

/** After so long without a tap a series begins anew. */
const PAUSE: Seconds = 2.5;
/** Two presses that are nearer are one: 240 beats a minute are as fast as anybody taps. */
const TWICE: Seconds = 0.25;
/** Taps that are remembered. */
const RECENT = 8;
/** Intervals of which the middle one is the beat: with two of them wrong it is still right. */
const INTERVALS = 5;
/** Beats by which a tap may be beside one; it may be the second after another, if one was missed. */
const BESIDE = 0.2;
const MOST_BEATS = 2;

interface Tap {
  readonly t: Seconds;
  readonly beat: number;
}

/** The beat that somebody taps, from the second tap on. One that was missed, and one too many, does no harm. */
export class TappedBeat {
  readonly #beatsPerBar: number;
  /** Of this series: the first, and the last few. */
  #first: Tap | null = null;
  #taps: readonly Seconds[] = [];
  #said: SaidOfMusic | null = null;
  #downbeat = 0;

  constructor(beatsPerBar: number) {
    this.#beatsPerBar = beatsPerBar;
  }

  /** @returns what is known of the music from now on; null while it is too little, or the tap changes nothing. */
  tap(t: Seconds): SaidOfMusic | null {
    const last = this.#taps.at(-1);
    if (last !== undefined && t - last < TWICE) return null;
    if (last === undefined || t - last > PAUSE) return this.#begin(t);
    this.#taps = [...this.#taps, t].slice(-RECENT);
    const fitting = onTheBeat(this.#taps);
    // What fits none of those before is one too many; another tempo has more of its own soon.
    if (fitting.length < 2) return null;
    const line = fitLine(fitting.map((tap) => ({ x: tap.beat, y: tap.t })));
    const beat = this.#countOf(fitting) - (line.at(0) - t) / line.slope;
    this.#said = {
      ...{ t, tempo: 60 / line.slope, beat, beatsPerBar: this.#beatsPerBar, downbeat: this.#downbeat },
      ...{ confidence: 1 - 0.6 / fitting.length, energy: 0, onset: 0, brightness: 0 },
    };
    return this.#said;
  }

  /** The first of a series says where the beat is, if its tempo is known, and after two bars where the bar begins. */
  #begin(t: Seconds): SaidOfMusic | null {
    const [before, last] = [this.#said, this.#taps.at(-1)];
    const beat = before ? Math.round(beatAt(before, t)) : 0;
    const isNear = before && last !== undefined && ((t - last) * before.tempo) / 60 <= 2 * this.#beatsPerBar;
    if (!isNear) this.#downbeat = beat;
    this.#first = { t, beat };
    this.#taps = [t];
    if (before) this.#said = { ...before, t, beat, downbeat: this.#downbeat };
    return this.#said;
  }

  /** Which beat the last tap is: counted from the first of the series, or else from what was known. */
  #countOf(fitting: readonly Tap[]): number {
    const earliest = fitting.at(-1)!;
    if (this.#first?.t === earliest.t) return this.#first.beat - earliest.beat;
    return this.#said ? Math.round(beatAt(this.#said, fitting[0]!.t)) : 0;
  }
}

/** The last tap and those before it that are on its beats, newest first; their beats counted back from 0. */
function onTheBeat(taps: readonly Seconds[]): readonly Tap[] {
  const intervals = taps.slice(1).map((t, i) => t - taps[i]!);
  const recent = intervals.slice(-INTERVALS).sort((a, b) => a - b);
  const period = recent[Math.floor(recent.length / 2)]!;
  const fitting: Tap[] = [{ t: taps.at(-1)!, beat: 0 }];
  for (const t of taps.slice(0, -1).reverse()) {
    const next = fitting.at(-1)!;
    const beats = (next.t - t) / period;
    const whole = Math.round(beats);
    if (whole > MOST_BEATS) break;
    if (whole > 0 && Math.abs(beats - whole) <= BESIDE) fitting.push({ t, beat: next.beat - whole });
  }
  return fitting;
}
