import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";

/** What somebody may use up: so much a second over time, and `burst` at once. */
export interface Allowance {
  readonly rate: number;
  readonly burst: number;
}

/** Fills with time up to its brim; who takes more than is in it gets nothing. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #allowance: Allowance;
  #tokens: number;
  #filledAt: Seconds;

  constructor(clock: Clock, allowance: Allowance) {
    this.#clock = clock;
    this.#allowance = allowance;
    this.#tokens = allowance.burst;
    this.#filledAt = clock.now();
  }

  /** Nothing was taken for so long that it is as good as new. */
  get isFull(): boolean {
    this.#fill();
    return this.#tokens === this.#allowance.burst;
  }

  take(tokens = 1): boolean {
    this.#fill();
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  #fill(): void {
    const now = this.#clock.now();
    const { rate, burst } = this.#allowance;
    this.#tokens = Math.min(burst, this.#tokens + Math.max(0, now - this.#filledAt) * rate);
    this.#filledAt = now;
  }
}
