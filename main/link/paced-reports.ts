import type { Clock } from "../../shared/clock.ts";
import { TokenBucket } from "../system/token-bucket.ts";

/** After a few at once; the newest of those that come faster is taken when its time comes. */
const REPORTS = { rate: 0.2, burst: 10 };

/** Reports of a page's device, no faster than somebody can read what is told of them. */
export class PacedReports<Report> {
  readonly #onReport: (report: Report) => void;
  readonly #bucket: TokenBucket;
  #waiting: Report | null = null;

  constructor(clock: Clock, onReport: (report: Report) => void) {
    this.#onReport = onReport;
    this.#bucket = new TokenBucket(clock, REPORTS);
  }

  take(report: Report): void {
    const takesIt = this.#bucket.tryTake();
    this.#waiting = takesIt ? null : report;
    if (takesIt) this.#onReport(report);
  }

  /** To be called every few seconds: gives the one that had to wait, once it may. */
  look(): void {
    if (this.#waiting === null || !this.#bucket.tryTake()) return;
    const report = this.#waiting;
    this.#waiting = null;
    this.#onReport(report);
  }

  /** Forgets the one that waits: whose device it was has it no more. */
  clear(): void {
    this.#waiting = null;
  }
}
