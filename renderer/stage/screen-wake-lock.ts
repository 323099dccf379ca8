import { wordsOf } from "../kit/error-words.ts";

/** Milliseconds until a lock that was refused or taken away, as on a low battery, is asked for again. */
const RETRY_MS = 30_000;

/** The browser's interfaces to the screen's sleep. `wakeLock` is missing where the page is not a secure context. */
export interface ScreenHost {
  readonly wakeLock: WakeLock | undefined;
  readonly page: Document;
}

/**
 * Keeps the screen awake while the show runs. The browser gives the lock to a page that can be seen, and takes it away
 * when it is hidden: it is asked for again when the page is back.
 */
export class ScreenWakeLock {
  readonly #host: ScreenHost;
  #wanted = false;
  #asking = false;
  #lock: WakeLockSentinel | null = null;
  #fault: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ScreenHost) {
    this.#host = host;
    host.page.addEventListener("visibilitychange", () => void this.#ask());
  }

  /** Why the screen may go to sleep although the show runs; null where it may not. */
  get fault(): string | null {
    return this.#wanted && this.#lock === null ? this.#fault : null;
  }

  keep(awake: boolean): void {
    if (awake === this.#wanted) return;
    this.#wanted = awake;
    if (awake) void this.#ask();
    else this.#letGo();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const { wakeLock, page } = this.#host;
    if (!this.#wanted || this.#asking || this.#lock || page.visibilityState !== "visible") return;
    if (!wakeLock) {
      this.#fault = "this browser has no lock against the screen's sleep";
      return;
    }
    this.#asking = true;
    try {
      const lock = await wakeLock.request("screen");
      this.#lock = lock;
      this.#fault = null;
      lock.addEventListener("release", () => {
        if (this.#lock !== lock) return;
        this.#lock = null;
        this.#askLater("the browser let the lock go");
      });
      if (!this.#wanted) this.#letGo();
    } catch (error) {
      this.#askLater(wordsOf(error));
    } finally {
      this.#asking = false;
    }
  }

  /** A page that is hidden asks when it is back. */
  #askLater(why: string): void {
    this.#fault = why;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), RETRY_MS);
  }

  #letGo(): void {
    const lock = this.#lock;
    this.#lock = null;
    clearTimeout(this.#timer);
    // What cannot be released has gone already.
    lock?.release().catch(() => {});
  }
}
