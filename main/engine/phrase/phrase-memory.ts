import type { Seconds } from "../../../shared/pose.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";

/** Seconds of the dance that are remembered whole. */
const RECENT: Seconds = 26;
/** Phrases that are remembered, and how much of the end of each. */
const PHRASES = 12;
const LONGEST_PHRASE: Seconds = 12;

/** What a partner remembers of a session: the last moments whole, and of the time before them the last phrases. */
export class PhraseMemory {
  /** Made anew where it begins anew: an echo may still dance on what was. */
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

  /** The phrase so many back, 1 is the last one that ended; the oldest known if that is longer ago; null for none. */
  phrase(back: number): readonly TimedFrame[] | null {
    return this.#phrases[Math.max(0, this.#phrases.length - back)] ?? null;
  }

  /** The moments are no longer one dance, but the phrases are still hers. */
  breakOff(): void {
    this.#recent = [];
  }

  forget(): void {
    this.#recent = [];
    this.#phrases.length = 0;
  }
}
