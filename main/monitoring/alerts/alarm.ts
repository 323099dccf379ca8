import type { Seconds } from "../../../shared/pose.ts";
import { isWell, type Verdict } from "../verdict.ts";

/** What is well for so long after an alarm is well again. */
const CALM: Seconds = 10;
/** Between two looks passes more than this only where the machine slept: then nobody knows since when it is not well. */
const SLEPT: Seconds = 10;

/** What has changed, and is worth telling somebody who is not there. */
export interface Change {
  readonly well: boolean;
  /** What is wrong, or was. */
  readonly why: string;
  /** For how long it has not been well, or had not been. */
  readonly lasted: Seconds;
}

/** Says once that the show has not been well for long, and once that it is again. */
export class Alarm {
  readonly #after: Seconds;
  #lookedAt: Seconds | null = null;
  #unwellSince: Seconds | null = null;
  #wellSince: Seconds | null = null;
  #why = "";
  #isRaised = false;

  constructor(after: Seconds) {
    this.#after = after;
  }

  /** To be asked about once a second. */
  look(verdict: Verdict, now: Seconds): Change | null {
    const slept = this.#lookedAt !== null && now - this.#lookedAt > SLEPT;
    this.#lookedAt = now;
    if (slept && !this.#isRaised) this.#unwellSince = null;
    return isWell(verdict) ? this.#well(now) : this.#unwell(verdict.why ?? verdict.state, now);
  }

  #unwell(why: string, now: Seconds): Change | null {
    this.#wellSince = null;
    this.#unwellSince ??= now;
    this.#why = why;
    const lasted = now - this.#unwellSince;
    if (this.#isRaised || lasted < this.#after) return null;
    this.#isRaised = true;
    return { well: false, why, lasted };
  }

  #well(now: Seconds): Change | null {
    this.#wellSince ??= now;
    if (!this.#isRaised) this.#unwellSince = null;
    if (!this.#isRaised || now - this.#wellSince < CALM) return null;
    const lasted = this.#wellSince - (this.#unwellSince ?? this.#wellSince);
    this.#isRaised = false;
    this.#unwellSince = null;
    return { well: true, why: this.#why, lasted };
  }
}
