import type { Seconds } from "../../shared/pose.ts";

/**
 * Between two changes of the whole picture's brightness. A flash is a pair of them, and more than three flashes within a
 * second may cause a seizure (WCAG 2.2, 2.3.1): with this there are at most three.
 */
const BETWEEN: Seconds = 1 / 6;

/** Follows a switch that may be turned faster than is safe to look at. */
export class FlashGuard {
  #shown = false;
  #changedAt: Seconds = Number.NEGATIVE_INFINITY;

  /** @param wanted how the switch stands. @returns how it is shown now */
  update(wanted: boolean, now: Seconds): boolean {
    if (wanted !== this.#shown && now - this.#changedAt >= BETWEEN) {
      this.#shown = wanted;
      this.#changedAt = now;
    }
    return this.#shown;
  }
}
