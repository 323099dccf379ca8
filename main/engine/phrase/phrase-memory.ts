import type { Seconds } from "../../../shared/pose.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";

/** So much of the recent dance is kept whole. */
const RECENT: Seconds = 26;
/** How many phrases are kept, and at most how much of the end of each. */
const PHRASES = 12;
const LONGEST_PHRASE: Seconds = 12;

/** What a partner remembers of a session: the recent dance whole, and the last phrases from before it. */
export class PhraseMemory {
  /** Replaced instead of emptied when it begins anew, since an echo may still be dancing the old one. */
  #recent: TimedFrame[] = [];
  /** Newest last. */
  readonly #phrases: (readonly TimedFrame[])[] = [];
  #phraseStart: Seconds = Number.NEGATIVE_INFINITY;

  get recent(): readonly TimedFrame[] {
    return this.#recent;
  }

  remember(frame: TimedFrame): void {
    this.#recent.push(frame);
    while (this.#recent[0]!.t < frame.t - RECENT) this.#recent.shift();
  }

  beginPhrase(t: Seconds): void {
    this.#phraseStart = t;
  }

  endPhrase(t: Seconds): void {
    const from = Math.max(this.#phraseStart, t - LONGEST_PHRASE);
    const phrase = this.#recent.filter((frame) => frame.t >= from && frame.t <= t);
    if (phrase.length < 2) return;
    this.#phrases.push(phrase);
    if (this.#phrases.length > PHRASES) this.#phrases.shift();
  }

  /** The phrase so many back, 1 is the last one that ended; the oldest if fewer are known; null if none are. */
  phrase(back: number): readonly TimedFrame[] | null {
    return this.#phrases[Math.max(0, this.#phrases.length - back)] ?? null;
  }

  /** A gap or a jump: the next frames do not continue the recent ones. The phrases stay. */
  breakOff(): void {
    this.#recent = [];
  }

  forget(): void {
    this.#recent = [];
    this.#phrases.length = 0;
  }
}
