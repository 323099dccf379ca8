import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import { type BucketLimits, TokenBucket } from "./token-bucket.ts";

/** Senders that are told apart. */
const MOST_SENDERS = 256;
/** Between two looks for those who have been quiet. */
const SWEEP: Seconds = 1;

/** A token bucket for each sender by its address, so that one that floods harms itself alone. */
export class SenderBuckets {
  readonly #clock: Clock;
  readonly #limits: BucketLimits;
  readonly #buckets = new Map<string, TokenBucket>();
  /** Of those who come when all places are taken: nobody gets a new bucket by way of many addresses. */
  readonly #others: TokenBucket;
  #sweptAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, limits: BucketLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#others = new TokenBucket(clock, limits);
  }

  of(sender: string): TokenBucket {
    const known = this.#buckets.get(sender);
    if (known) return known;
    if (this.#buckets.size >= MOST_SENDERS) this.#forgetTheQuiet();
    if (this.#buckets.size >= MOST_SENDERS) return this.#others;
    const bucket = new TokenBucket(this.#clock, this.#limits);
    this.#buckets.set(sender, bucket);
    return bucket;
  }

  #forgetTheQuiet(): void {
    const now = this.#clock.now();
    if (now - this.#sweptAt < SWEEP) return;
    this.#sweptAt = now;
    for (const [sender, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(sender);
  }
}
