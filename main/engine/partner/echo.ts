import { beatAt, type Music } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import { nextBeat, periodOf } from "../music/counting.ts";
import type { PhraseMemory } from "../phrase/phrase-memory.ts";
import type { Motion } from "./inertializer.ts";
import { TempoClock } from "./tempo-clock.ts";

export interface EchoSettings {
  /** How long after her. */
  readonly echoDelay: Seconds;
  /** How many phrases ago; 0 is the one she dances. */
  readonly echoRecall: number;
  readonly tempo: number;
  /** On whose beats it is; null for none. */
  readonly music: Music | null;
}

/** An echo slower than she is may fall back by this much more before it skips forward. */
const LAG: Seconds = 4;
/** One faster than she is skips back before it is nearer than this. */
const NEAREST: Seconds = 0.1;
/** The delay keeps its whole number of beats until another is nearer by so much, so that it does not waver. */
const WAVER = 0.75;
/** So far off its beats it begins anew, beats; less is made up for within a second, by so much of its tempo at most. */
const OFF = 0.3;
const CATCH_UP = 0.1;

interface Playback {
  readonly motion: Motion;
  readonly clock: TempoClock;
  /** Of an earlier phrase; null for the delayed present. */
  readonly end: Seconds | null;
  /** The delay that was set, and as it is kept: in whole beats where there is music. */
  readonly delay: Seconds;
  readonly beats: number | null;
  readonly recall: number;
}

/**
 * Plays her own dance back: delayed, at another tempo, or from earlier in the session, phrase by phrase. To music it is a
 * canon: so many whole beats behind her, and earlier phrases begin on a beat.
 */
export class Echo {
  readonly #memory: PhraseMemory;
  #playback: Playback | null = null;
  /** When an earlier phrase begins; null where none is about to. */
  #comes: Seconds | null = null;

  constructor(memory: PhraseMemory) {
    this.#memory = memory;
  }

  /** The motion from `t` on, another object each time it begins elsewhere in the memory; null while there is none of it. */
  motion(t: Seconds, settings: EchoSettings): Motion | null {
    const [oldest] = this.#memory.recent;
    const beats = this.#beats(settings);
    const reachesBack = oldest !== undefined && oldest.t <= t - delayOf(settings, beats);
    const recalled = this.#recalled(settings);
    if (!reachesBack && !recalled) {
      this.reset();
      return null;
    }
    this.#playback?.clock.advance(t, this.#tempo(t, settings));
    if (this.#playback && !this.#isOver(this.#playback, t, settings, beats)) return this.#playback.motion;
    const { music } = settings;
    this.#comes = recalled && music ? (this.#comes ?? nextBeat(music, t)) : null;
    // What it did goes on until then.
    if (this.#comes !== null && t < this.#comes) return this.#playback?.motion ?? null;
    this.#playback = recalled
      ? this.#recall(this.#comes ?? t, recalled, settings)
      : this.#follow(t, settings, beats);
    this.#comes = null;
    return this.#playback.motion;
  }

  reset(): void {
    this.#playback = null;
    this.#comes = null;
  }

  /** The earlier phrase that is asked for; null where the present is, or no phrase has ended yet. */
  #recalled({ echoRecall }: Pick<EchoSettings, "echoRecall">): readonly TimedFrame[] | null {
    return echoRecall > 0 ? this.#memory.phrase(echoRecall) : null;
  }

  /** The delay in whole beats, at least one; null without music. */
  #beats({ echoDelay, music }: EchoSettings): number | null {
    if (!music) return null;
    const beats = echoDelay / periodOf(music);
    const { beats: before = null, delay = null } = this.#playback ?? {};
    if (before !== null && delay === echoDelay && Math.abs(beats - before) < WAVER) return before;
    return Math.max(1, Math.round(beats));
  }

  /** To music, an echo at her own tempo that is off its beats makes up for it. */
  #tempo(t: Seconds, { tempo, music }: EchoSettings): number {
    const { clock, end, beats } = this.#playback!;
    if (!music || beats === null || end !== null || tempo !== 1) return tempo;
    const off = t - beats * periodOf(music) - clock.at(t);
    return tempo * (1 + clamp(off, -CATCH_UP, CATCH_UP));
  }

  #isOver(
    { clock, ...playback }: Playback,
    t: Seconds,
    settings: EchoSettings,
    beats: number | null,
  ): boolean {
    const { end, delay, recall } = playback;
    if (recall !== settings.echoRecall) return true;
    if (end !== null) return clock.at(t) >= end;
    // The present is played only until there is a phrase to recall.
    if (this.#recalled(settings)) return true;
    if (delay !== settings.echoDelay || beats !== playback.beats) return true;
    const behind = t - clock.at(t);
    const { music, tempo } = settings;
    const off = music && tempo === 1 ? Math.abs(behind - beats! * periodOf(music)) / periodOf(music) : 0;
    return off > OFF || behind > delayOf(settings, beats) + LAG || behind < NEAREST;
  }

  #recall(t: Seconds, phrase: readonly TimedFrame[], settings: EchoSettings): Playback {
    const clock = new TempoClock(t, phrase[0]!.t, settings.tempo);
    return { ...playbackOf(phrase, clock, settings), end: phrase.at(-1)!.t, beats: null };
  }

  /** The present, later: to music as if it had begun on the last beat, so that its beats fall on beats at any tempo. */
  #follow(t: Seconds, settings: EchoSettings, beats: number | null): Playback {
    const { music, tempo } = settings;
    const sinceBeat = music ? (beatAt(music, t) - Math.floor(beatAt(music, t))) * periodOf(music) : 0;
    const position = t - delayOf(settings, beats) - sinceBeat * (1 - tempo);
    const clock = new TempoClock(t, position, tempo);
    return { ...playbackOf(this.#memory.recent, clock, settings), end: null, beats };
  }
}

const delayOf = ({ echoDelay, music }: EchoSettings, beats: number | null): Seconds =>
  music && beats !== null ? beats * periodOf(music) : echoDelay;

const playbackOf = (
  frames: readonly TimedFrame[],
  clock: TempoClock,
  { echoDelay, echoRecall }: EchoSettings,
): Pick<Playback, "motion" | "clock" | "delay" | "recall"> => ({
  motion: (at) => frameAt(frames, clock.at(at)),
  ...{ clock, delay: echoDelay, recall: echoRecall },
});
