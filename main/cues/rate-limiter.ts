import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import { type BucketLimits, TokenBucket } from "../system/token-bucket.ts";

/** Senders that are counted, each for itself. */
const MAX_COUNTED = 256;

/**
 * A token bucket for each sender, so that one that floods silences itself alone, and one for all of them together:
 * who sends writes the sender's address, and may write a thousand of them.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #each: BucketLimits;
  readonly #all: TokenBucket;
  readonly #buckets = new Map<string, TokenBucket>();
  /** Of those who come when all places are taken: a bucket that is not full again is not forgotten for them. */
  readonly #others: TokenBucket;
  #sweptAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, limits: { readonly each: BucketLimits; readonly all: BucketLimits }) {
    this.#clock = clock;
    this.#each = limits.each;
    this.#all = new TokenBucket(clock, limits.all);
    this.#others = new TokenBucket(clock, limits.each);
  }

  /** Takes tokens of the sender's, if there are any. */
  admits(sender: string, cost = 1): boolean {
    const bucket = this.#bucketOf(sender);
    // At least one token for a message, or any at all for what may be larger than a bucket.
    if (bucket.tokens < Math.min(cost, 1) || this.#all.tokens < Math.min(cost, 1)) return false;
    bucket.take(cost);
    this.#all.take(cost);
    return true;
  }

  #bucketOf(sender: string): TokenBucket {
    const known = this.#buckets.get(sender);
    if (known) return known;
    if (this.#buckets.size >= MAX_COUNTED) this.#forgetTheQuiet();
    if (this.#buckets.size >= MAX_COUNTED) return this.#others;
    const bucket = new TokenBucket(this.#clock, this.#each);
    this.#buckets.set(sender, bucket);
    return bucket;
  }

  #forgetTheQuiet(): void {
    const now = this.#clock.now();
    if (now - this.#sweptAt < 1) return;
    this.#sweptAt = now;
    for (const [sender, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(sender);
  }
}
