import type { Clock } from "../../shared/clock.ts";
import type { PageMessage } from "../../shared/messages.ts";
import { machineClock } from "../system/clock.ts";
import { type BucketLimits, TokenBucket } from "../system/token-bucket.ts";
import { parsePageMessage } from "./page-message.ts";

/*
 * What a page may take of the host's time and memory. A page of ours with a camera of 60 pictures a second, six people
 * and a hand on a fader stays below a third of each; bursts allow for what gathers while this process stands still.
 */
const MESSAGES: BucketLimits = { rate: 500, burst: 1000 };
const COMMANDS: BucketLimits = { rate: 240, burst: 240 };
const REQUESTS: BucketLimits = { rate: 120, burst: 480 };
const TEXT_BYTES: BucketLimits = { rate: 2_000_000, burst: 4_000_000 };
/** Sixty pictures of 1920 x 1920. */
const PICTURE_BYTES: BucketLimits = { rate: 400_000_000, burst: 400_000_000 };

/** A message as it came, not yet decoded. */
export interface RawMessage {
  readonly bytes: number;
  readonly isPicture: boolean;
  readonly decode: () => unknown;
}

/** Takes in what one page says, within its budgets. */
export class PageInbox {
  readonly #onMessage: (message: PageMessage) => void;
  readonly #onExcess: (why: string) => void;
  readonly #messages: TokenBucket;
  readonly #commands: TokenBucket;
  readonly #requests: TokenBucket;
  readonly #text: TokenBucket;
  readonly #pictures: TokenBucket;
  #newest: RawMessage | null = null;
  #closed = false;

  /** @param onExcess called once, with what there was too much of; nothing is taken in from then on. */
  constructor(
    onMessage: (message: PageMessage) => void,
    onExcess: (why: string) => void,
    clock: Clock = machineClock,
  ) {
    this.#onMessage = onMessage;
    this.#onExcess = onExcess;
    this.#messages = new TokenBucket(clock, MESSAGES);
    this.#commands = new TokenBucket(clock, COMMANDS);
    this.#requests = new TokenBucket(clock, REQUESTS);
    this.#text = new TokenBucket(clock, TEXT_BYTES);
    this.#pictures = new TokenBucket(clock, PICTURE_BYTES);
  }

  take(raw: RawMessage): void {
    if (this.#closed) return;
    const bytes = raw.isPicture ? this.#pictures : this.#text;
    if (!this.#messages.tryTake()) this.#exceed(`more than ${MESSAGES.rate} messages a second`);
    else if (!bytes.tryTake(raw.bytes))
      this.#exceed(`more than it may in ${raw.isPicture ? "pictures" : "text"}`);
    else if (raw.isPicture) this.#keepNewest(raw);
    else this.#give(raw);
  }

  /** Nothing is taken in any more. */
  close(): void {
    this.#closed = true;
    this.#newest = null;
  }

  #keepNewest(raw: RawMessage): void {
    if (this.#newest === null) {
      setImmediate(() => {
        const newest = this.#newest;
        this.#newest = null;
        if (newest) this.#give(newest);
      });
    }
    this.#newest = raw;
  }

  #give(raw: RawMessage): void {
    const message = parsePageMessage(raw.decode());
    if (!message) return;
    if (message.tag === "command" && !this.#commands.tryTake())
      this.#exceed(`more than ${COMMANDS.rate} commands a second`);
    else if (message.tag === "request" && !this.#requests.tryTake())
      this.#exceed(`more than ${REQUESTS.rate} requests a second`);
    else this.#onMessage(message);
  }

  #exceed(why: string): void {
    this.close();
    this.#onExcess(`a page sent ${why} and was closed`);
  }
}
