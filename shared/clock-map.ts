import type { Seconds } from "./pose.ts";

const WINDOW: Seconds = 1;
const JUMP: Seconds = 1;

/**
 * Places the times of one clock on another by the least delay seen in the last one to two seconds: what varies on
 * the way (jitter) goes, what is steady stays.
 */
export class ClockMap {
  #least = Number.POSITIVE_INFINITY;
  #leastBefore = Number.POSITIVE_INFINITY;
  #windowStart = 0;
  #newest = Number.NEGATIVE_INFINITY;

  /** Seconds to add to a time of the far clock; undefined before the first arrival. */
  get offset(): Seconds | undefined {
    const offset = Math.min(this.#least, this.#leastBefore);
    return Number.isFinite(offset) ? offset : undefined;
  }

  /**
   * Takes in that what happened at `t` (far clock) became known at `now` (near clock).
   * True when the far clock jumped, so that nothing learnt before holds: a source that begins again, another source.
   */
  arrived(t: Seconds, now: Seconds): boolean {
    const delay = now - t;
    const known = this.offset;
    const jumped = known !== undefined && (t < this.#newest || Math.abs(delay - known) > JUMP);
    this.#newest = t;
    if (known === undefined || jumped) {
      this.#least = delay;
      this.#leastBefore = Number.POSITIVE_INFINITY;
      this.#windowStart = now;
      return jumped;
    }
    if (now - this.#windowStart > WINDOW) {
      this.#leastBefore = this.#least;
      this.#least = delay;
      this.#windowStart = now;
    }
    this.#least = Math.min(this.#least, delay);
    return false;
  }
}
