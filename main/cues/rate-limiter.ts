import type { Clock } from "../../shared/clock.ts";
import { SenderBuckets } from "../system/sender-buckets.ts";
import { type BucketLimits, TokenBucket } from "../system/token-bucket.ts";

/**
 * A token bucket for each sender, and one for all of them together: who sends writes the sender's address, and may write
 * a thousand of them.
 */
export class RateLimiter {
  readonly #each: SenderBuckets;
  readonly #all: TokenBucket;

  constructor(clock: Clock, limits: { readonly each: BucketLimits; readonly all: BucketLimits }) {
    this.#each = new SenderBuckets(clock, limits.each);
    this.#all = new TokenBucket(clock, limits.all);
  }

  /** Takes tokens of the sender's. One is enough, since what costs more than a bucket holds would never pass. */
  admits(sender: string, cost = 1): boolean {
    const bucket = this.#each.of(sender);
    if (bucket.tokens < 1 || this.#all.tokens < 1) return false;
    bucket.take(cost);
    this.#all.take(cost);
    return true;
  }
}
