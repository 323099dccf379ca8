import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";

/** A token bucket for each sender, so that one that floods silences itself alone. */
export class RateLimiter {
  readonly #clock: Clock;
  /** A second, over time. */
  readonly #rate: number;
  /** At once. */
  readonly #burst: number;
  /** Senders that are counted; who was heard longest ago makes room. */
  readonly #most: number;
  readonly #buckets = new Map<string, { readonly tokens: number; readonly filledAt: Seconds }>();

  constructor(
    clock: Clock,
    { rate, burst, most }: { readonly rate: number; readonly burst: number; readonly most: number },
  ) {
    this.#clock = clock;
    this.#rate = rate;
    this.#burst = burst;
    this.#most = most;
  }

  /** Takes a token of the sender's, if there is one. */
  admits(sender: string): boolean {
    const now = this.#clock.now();
    const { tokens, filledAt } = this.#buckets.get(sender) ?? { tokens: this.#burst, filledAt: now };
    const filled = Math.min(this.#burst, tokens + (now - filledAt) * this.#rate);
    const admitted = filled >= 1;
    this.#buckets.delete(sender);
    this.#buckets.set(sender, { tokens: admitted ? filled - 1 : filled, filledAt: now });
    if (this.#buckets.size > this.#most) this.#buckets.delete(this.#buckets.keys().next().value!);
    return admitted;
  }
}
