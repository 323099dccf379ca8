import type { Seconds } from "../../../shared/pose.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import type { PhraseMemory } from "../phrase/phrase-memory.ts";
import type { Motion } from "./inertializer.ts";
import { TempoClock } from "./tempo-clock.ts";

export interface EchoSettings {
  /** How long after her. */
  readonly echoDelay: Seconds;
  /** How many phrases ago; 0 is the one she dances. */
  readonly echoRecall: number;
  readonly tempo: number;
}

/** An echo slower than she is may fall back by this much more before it skips forward. */
const LAG: Seconds = 4;
/** One faster than she is skips back before it is nearer than this. */
const NEAREST: Seconds = 0.1;

interface Playback {
  readonly motion: Motion;
  readonly clock: TempoClock;
  /** Of an earlier phrase; null for the delayed present. */
  readonly end: Seconds | null;
  readonly delay: Seconds;
  readonly recall: number;
}

/** Plays her own dance back: delayed, at another tempo, or from earlier in the session, phrase by phrase. */
export class Echo {
  readonly #memory: PhraseMemory;
  #playback: Playback | null = null;

  constructor(memory: PhraseMemory) {
    this.#memory = memory;
  }

  /** The motion from `t` on, another object each time it begins elsewhere in the memory; null while there is none of it. */
  motion(t: Seconds, settings: EchoSettings): Motion | null {
    const [oldest] = this.#memory.recent;
    const reachesBack = oldest !== undefined && oldest.t <= t - settings.echoDelay;
    if (!reachesBack && !this.#recalled(settings)) {
      this.#playback = null;
      return null;
    }
    this.#playback?.clock.advance(t, settings.tempo);
    if (!this.#playback || this.#isOver(this.#playback, t, settings))
      this.#playback = this.#begin(t, settings);
    return this.#playback.motion;
  }

  reset(): void {
    this.#playback = null;
  }

  /** The earlier phrase that is asked for; null where the present is, or no phrase has ended yet. */
  #recalled({ echoRecall }: Pick<EchoSettings, "echoRecall">): readonly TimedFrame[] | null {
    return echoRecall > 0 ? this.#memory.phrase(echoRecall) : null;
  }

  #isOver({ clock, end, delay, recall }: Playback, t: Seconds, settings: EchoSettings): boolean {
    if (recall !== settings.echoRecall) return true;
    if (end !== null) return clock.at(t) >= end;
    // The present is played only until there is a phrase to recall.
    if (this.#recalled(settings)) return true;
    const behind = t - clock.at(t);
    return delay !== settings.echoDelay || behind > delay + LAG || behind < NEAREST;
  }

  #begin(t: Seconds, { echoDelay, echoRecall, tempo }: EchoSettings): Playback {
    const phrase = this.#recalled({ echoRecall });
    const frames = phrase ?? this.#memory.recent;
    const clock = new TempoClock(t, phrase ? phrase[0]!.t : t - echoDelay, tempo);
    return {
      motion: (at) => frameAt(frames, clock.at(at)),
      clock,
      end: phrase ? phrase.at(-1)!.t : null,
      ...{ delay: echoDelay, recall: echoRecall },
    };
  }
}
