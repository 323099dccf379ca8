import type { Clock } from "../../../shared/clock.ts";
import { type BucketLimits, TokenBucket } from "../../system/token-bucket.ts";

/** What all that one address sends may cost. A program that reads each of the three thousand nodes by itself has room. */
const ALLOWANCES = {
  requests: { rate: 300, burst: 4000 },
  /** Of answers. */
  bytes: { rate: 16_000_000, burst: 64_000_000 },
  /** LISTEN and IGNORE. */
  commands: { rate: 1000, burst: 16_000 },
} as const satisfies Record<string, BucketLimits>;

type Kind = keyof typeof ALLOWANCES;
type Buckets = Readonly<Record<Kind, TokenBucket>>;

/** Addresses that are told apart; where more come at once, the further ones share a budget. */
const MOST = 256;

/** A budget for each client by its address, so that one that floods harms itself alone. */
export class ClientBudgets {
  readonly #clock: Clock;
  readonly #clients = new Map<string, Buckets>();
  readonly #others: Buckets;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#others = this.#fresh();
  }

  take(client: string, kind: Kind, tokens = 1): boolean {
    return this.#bucketsOf(client)[kind].tryTake(tokens);
  }

  #bucketsOf(client: string): Buckets {
    const known = this.#clients.get(client);
    if (known) return known;
    if (this.#clients.size >= MOST) this.#forget();
    if (this.#clients.size >= MOST) return this.#others;
    const fresh = this.#fresh();
    this.#clients.set(client, fresh);
    return fresh;
  }

  /** Only who has taken nothing for a while: nobody gets a new budget by way of many addresses. */
  #forget(): void {
    for (const [client, buckets] of this.#clients)
      if (Object.values(buckets).every(({ isFull }) => isFull)) this.#clients.delete(client);
  }

  #fresh(): Buckets {
    const bucket = (kind: Kind) => new TokenBucket(this.#clock, ALLOWANCES[kind]);
    return { requests: bucket("requests"), bytes: bucket("bytes"), commands: bucket("commands") };
  }
}
