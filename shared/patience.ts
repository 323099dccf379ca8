import type { Seconds } from "./pose.ts";

/** A silence is taken for an end when it is so many times as long as the longest gap seen. */
const TIMES = 2;
/** Gaps are remembered for once to twice this long. */
const WINDOW: Seconds = 300;
/** So many have to have come before it is known how fast they come. */
const KNOWN = 5;

export interface PatienceLimits {
  readonly least: Seconds;
  readonly most: Seconds;
  /** While it is not known yet how fast they come; the least when missing. */
  readonly atFirst?: Seconds;
}

/**
 * How long to wait for the next of something that comes again and again, before it counts as gone. It follows the
 * longest gap seen: what comes slowly is slow, not gone.
 */
export class Patience {
  readonly #limits: PatienceLimits;
  #count = 0;
  #last: Seconds | null = null;
  #longest: Seconds = 0;
  #longestBefore: Seconds = 0;
  #windowStart: Seconds = 0;

  constructor(limits: PatienceLimits) {
    this.#limits = limits;
  }

  get limit(): Seconds {
    const { least, most, atFirst = least } = this.#limits;
    const longest = Math.max(this.#longest, this.#longestBefore);
    return Math.min(most, Math.max(this.#count < KNOWN ? atFirst : least, TIMES * longest));
  }

  arrived(now: Seconds): void {
    this.#count++;
    this.#noteGap(now);
    this.#last = now;
  }

  /** It was waited for in vain until now: had it been waited for longer, it might have come. */
  gaveUp(now: Seconds): void {
    this.#noteGap(now);
    this.#last = null;
  }

  /** The silence from now on has another cause, and says nothing of how slowly things come. */
  interrupted(): void {
    this.#last = null;
  }

  #noteGap(now: Seconds): void {
    if (now - this.#windowStart > WINDOW) {
      this.#longestBefore = this.#longest;
      this.#longest = 0;
      this.#windowStart = now;
    }
    const gap = this.#last === null ? 0 : now - this.#last;
    // What was away for longer than anybody would wait was not slow.
    if (gap <= this.#limits.most) this.#longest = Math.max(this.#longest, gap);
  }
}
