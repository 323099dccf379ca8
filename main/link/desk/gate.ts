import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../shared/clock.ts";
import { SenderBuckets } from "../../system/sender-buckets.ts";
import { type BucketLimits, TokenBucket } from "../../system/token-bucket.ts";

/** Wrong tokens of one address. A desk that was open when the token was renewed tries it every four seconds. */
const OF_ONE: BucketLimits = { rate: 0.5, burst: 10 };
/** And of all together. */
const OF_ALL: BucketLimits = { rate: 2, burst: 40 };
/** Addresses that once had the right one and are remembered: what others do wrong does not keep them out. */
const MOST_KNOWN = 64;

/** `wait`: too many wrong tokens came, and this one was not looked at. */
export type Verdict = "in" | "without" | "wrong" | "wait";

export interface DeskGateParts {
  readonly clock: Clock;
  readonly token: () => string;
  readonly tellOperator: (line: string) => void;
}

/** Tells who may come to the desk from the network. */
export class DeskGate {
  readonly #parts: DeskGateParts;
  readonly #senders: SenderBuckets;
  readonly #all: TokenBucket;
  readonly #known = new Set<string>();

  constructor(parts: DeskGateParts) {
    this.#parts = parts;
    this.#senders = new SenderBuckets(parts.clock, OF_ONE);
    this.#all = new TokenBucket(parts.clock, OF_ALL);
  }

  /** @param given null: it came without a token. */
  judge(sender: string, given: string | null): Verdict {
    if (given === null) return "without";
    const own = this.#senders.of(sender);
    if (own.tokens < 1 || (this.#all.tokens < 1 && !this.#known.has(sender))) return "wait";
    if (isSame(given, this.#parts.token())) {
      this.#remember(sender);
      return "in";
    }
    own.take(1);
    this.#all.take(1);
    this.#parts.tellOperator(`${sender} was refused at the desk: its link is wrong, or was renewed since`);
    return "wrong";
  }

  #remember(sender: string): void {
    this.#known.delete(sender);
    this.#known.add(sender);
    // A Set keeps the order of insertion.
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.values().next().value!);
  }
}

/** In a time that tells neither where they differ nor how long the right one is. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}
