import type { Clock } from "../../shared/clock.ts";
import type { OperatorMessage } from "../../shared/operator-message.ts";
import type { Seconds } from "../../shared/pose.ts";
import { machineClock } from "../system/clock.ts";
import type { Log } from "../system/log/log.ts";
import { printable } from "../system/log/printable.ts";
import { stamp } from "../system/log/stamp.ts";
import { TokenBucket } from "../system/token-bucket.ts";

/** More than a stage shows, and few enough to be sent once a second. */
const KEPT = 30;
const LONGEST = 300;
/** Lines that are written: of one kind, and of all kinds together. */
const OF_A_KIND = { rate: 0.1, burst: 5 };
const OF_ALL = { rate: 1, burst: 30 };
/** What is the same as before is written again when it has been the newest for so long. */
const AGAIN_AFTER: Seconds = 60;
/** Kinds that are remembered. */
const MOST_KINDS = 200;

interface Entry {
  line: string;
  readonly kind: string;
  readonly since: number;
  count: number;
  /** Whether lines of its kind that were not the same are counted in. */
  alike: boolean;
  writtenAt: Seconds;
}

export interface OperatorMessagesOptions {
  readonly clock?: Clock;
  /** The time of day. */
  readonly date?: () => Date;
}

/**
 * Things an operator should know, newest last: on the terminal when they happen, and on the desk until newer ones come.
 * Each has its time, and a count where it came more than once; a flood of one kind takes one place and few lines.
 */
export class OperatorMessages {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #date: () => Date;
  #entries: readonly Entry[] = [];
  readonly #kinds = new Map<string, TokenBucket>();
  readonly #all: TokenBucket;
  #held = 0;

  constructor(log: Log, { clock = machineClock, date = () => new Date() }: OperatorMessagesOptions = {}) {
    this.#log = log;
    this.#clock = clock;
    this.#date = date;
    this.#all = new TokenBucket(clock, OF_ALL);
  }

  get messages(): readonly OperatorMessage[] {
    return this.#entries.map(({ line, since, count, alike }) => ({ line, since, count, alike }));
  }

  add(text: string): void {
    const line = printable(text, LONGEST);
    const kind = kindOf(line);
    const now = this.#clock.now();
    const same = this.#entries.find((each) => each.line === line);
    const allowed = this.#take(kind, now, same);
    const known = same ?? (allowed ? undefined : this.#entries.findLast((each) => each.kind === kind));
    const entry = known ?? {
      ...{ line, kind, since: this.#date().getTime(), count: 0, alike: false },
      writtenAt: Number.NEGATIVE_INFINITY,
    };
    entry.count++;
    entry.alike ||= entry.line !== line;
    entry.line = line;
    this.#entries = [...this.#entries.filter((other) => other !== entry), entry].slice(-KEPT);
    if (!allowed) {
      this.#held++;
      return;
    }
    entry.writtenAt = now;
    const held = this.#held > 0 ? ` (and ${this.#held} more notices since the last)` : "";
    this.#held = 0;
    this.#log.info(`${stamp(this.#date())} ${line}${held}`);
  }

  /** Whether it may be written, which is taken into account. */
  #take(kind: string, now: Seconds, same: Entry | undefined): boolean {
    if (same && same === this.#entries.at(-1) && now - same.writtenAt < AGAIN_AFTER) return false;
    const ofKind = this.#kinds.get(kind) ?? new TokenBucket(this.#clock, OF_A_KIND);
    this.#kinds.delete(kind);
    this.#kinds.set(kind, ofKind);
    for (const oldest of this.#kinds.keys()) {
      if (this.#kinds.size <= MOST_KINDS) break;
      this.#kinds.delete(oldest);
    }
    return ofKind.tryTake() && this.#all.tryTake();
  }
}

/** Lines that differ in numbers, or in what they quote, are of one kind. */
function kindOf(line: string): string {
  return line.replace(/\([^)]*\)?|"[^"]*"?|\S*[\d/\\]\S*/g, "*");
}
