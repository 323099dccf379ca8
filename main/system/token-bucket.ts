import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";

export interface BucketLimits {
  /** A second, over time. */
  readonly rate: number;
  /** At once. */
  readonly burst: number;
}

/** A token bucket. What is taken may be more than there is: then the bucket has to fill for longer. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #limit: BucketLimits;
  #tokens: number;
  #filledAt: Seconds;

  constructor(clock: Clock, limit: BucketLimits) {
    this.#clock = clock;
    this.#limit = limit;
    this.#tokens = limit.burst;
    this.#filledAt = clock.now();
  }

  get tokens(): number {
    const now = this.#clock.now();
    const { rate, burst } = this.#limit;
    this.#tokens = Math.min(burst, this.#tokens + Math.max(0, now - this.#filledAt) * rate);
    this.#filledAt = now;
    return this.#tokens;
  }

  /** Nothing was taken for so long that it would be the same if it were new. */
  get isFull(): boolean {
    return this.tokens === this.#limit.burst;
  }

  take(cost: number): void {
    this.#tokens = this.tokens - cost;
  }

  /** Takes it if there is enough, else nothing. */
  tryTake(cost = 1): boolean {
    if (this.tokens < cost) return false;
    this.take(cost);
    return true;
  }
}
