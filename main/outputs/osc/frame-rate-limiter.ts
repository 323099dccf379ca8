import type { Seconds } from "../../../shared/pose.ts";

/** Times a second at most, or with every frame. */
export type Rate = number | "frame";

/** A frame may be early by this much: frames jitter, and the next one would be later still. */
const EARLY: Seconds = 0.004;

/** Selects the frames that are sent, so that nothing is interpolated between frames and nothing waits for a timer. */
export class FrameRateLimiter {
  readonly #period: Seconds | null;
  #due = Number.NEGATIVE_INFINITY;
  #sentAt: Seconds | null = null;

  constructor(rate: Rate) {
    this.#period = rate === "frame" ? null : 1 / rate;
  }

  /** Whether the frame at `now` is to be sent. */
  isDue(now: Seconds): boolean {
    const period = this.#period;
    if (period === null) return true;
    if (now < this.#due - Math.min(EARLY, period / 4)) return false;
    this.#due = now - this.#due > period ? now + period : this.#due + period;
    return true;
  }

  /** Seconds since the frame that was sent before, 0 at the first; the frame at `now` is the next one's "before". */
  since(now: Seconds): Seconds {
    const before = this.#sentAt ?? now;
    this.#sentAt = now;
    return Math.max(0, now - before);
  }
}
