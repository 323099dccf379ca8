import { backoff } from "../../system/backoff.ts";
import { pause } from "../../system/pause.ts";
import type { Notice } from "./notice.ts";
import type { Way } from "./ways.ts";

/** For one try, milliseconds. */
const PATIENCE_MS = 15_000;
/** Between tries, milliseconds: about an hour in all. */
const FIRST_MS = 5000;
const LONGEST_MS = 600_000;
const MOST_TRIES = 12;

/** Tells one way what is new, one thing at a time, again and again until it is heard; the newest is what counts. */
export class Messenger {
  readonly #way: Way;
  readonly #tellOperator: (line: string) => void;
  readonly #wait: typeof pause;
  /** What is still to be told. */
  #newest: Notice | null = null;
  /** Ends the pause between two tries. */
  #hurry = new AbortController();
  #isBusy = false;

  constructor(way: Way, tellOperator: (line: string) => void, wait = pause) {
    this.#way = way;
    this.#tellOperator = tellOperator;
    this.#wait = wait;
  }

  /** Never throws, never waits. */
  tell(notice: Notice): void {
    this.#newest = notice;
    this.#hurry.abort();
    if (!this.#isBusy) void this.#work();
  }

  /** Nothing more is tried. */
  close(): void {
    this.#newest = null;
    this.#hurry.abort();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#newest !== null) {
      const notice = this.#newest;
      await this.#insist(notice);
      if (this.#newest === notice) this.#newest = null;
    }
    this.#isBusy = false;
  }

  /** Until it is heard, there is something newer, or it has been tried often enough. */
  async #insist(notice: Notice): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES && this.#newest === notice; tries++) {
      const fault = await this.#way.tell(notice, PATIENCE_MS).then(
        () => null,
        ({ message }: Error) => message,
      );
      if (fault === null) return;
      if (tries === 1) this.#tellOperator(`${this.#way.name}: ${fault}; it is tried again`);
      this.#hurry = new AbortController();
      if (this.#newest === notice) await this.#wait(backoff(tries, FIRST_MS, LONGEST_MS), this.#hurry.signal);
    }
  }
}
