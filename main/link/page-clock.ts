import { ClockMap } from "../../shared/clock-map.ts";
import type { Seconds } from "../../shared/pose.ts";

/** A time so far from where the page's clock was known to be is refused. */
const STRAY: Seconds = 5;
/** If the page insists for so long, its clock was set anew: its computer slept, or its time was corrected. */
const INSISTS: Seconds = 2;
/** Between two frames, at least. */
const STEP: Seconds = 0.001;
/** No frame was captured later than now; the correction of clocks may make it look so for a moment. */
const AHEAD: Seconds = 1;

/** Places the times of one page on our clock. */
export class PageClock {
  #map = new ClockMap();
  #newest: Seconds = Number.NEGATIVE_INFINITY;
  /** Since when its times do not fit; null while they do. */
  #strayedAt: Seconds | null = null;

  /** The time on our clock; null for one that cannot be. */
  place(t: Seconds, now: Seconds): Seconds | null {
    if (this.#strays(t, now)) return null;
    this.#map.arrived(t, now);
    // A correction of the clocks may not make time stand still or go back.
    const placed = Math.max(t + (this.#map.offset ?? 0), this.#newest + STEP);
    if (placed > now + AHEAD) return null;
    this.#newest = placed;
    return placed;
  }

  #strays(t: Seconds, now: Seconds): boolean {
    const { offset } = this.#map;
    if (offset === undefined || Math.abs(now - t - offset) <= STRAY) {
      this.#strayedAt = null;
      return false;
    }
    this.#strayedAt ??= now;
    if (now - this.#strayedAt < INSISTS) return true;
    this.#strayedAt = null;
    this.#map = new ClockMap();
    return false;
  }
}
