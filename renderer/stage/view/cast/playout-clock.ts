import { ClockMap } from "../../../../shared/clock-map.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { approach } from "../ease.ts";

/** More would be felt: the drawing never waits longer than this for a frame that may or may not come. */
export const MAX_DELAY: Seconds = 0.04;
const JITTER_MARGIN: Seconds = 0.004;

/** Which moment of the engine's time to draw now: about one frame behind the newest, so that two can be blended. */
export class PlayoutClock {
  readonly #clock = new ClockMap();
  #interval: Seconds = 1 / 30;
  #newest: Seconds | undefined;
  #offset: Seconds | undefined;
  #drawn = Number.NEGATIVE_INFINITY;
  #drawnAt: Seconds = 0;

  /** True when time began anew and everything remembered belongs to another time. */
  arrived(t: Seconds, now: Seconds): boolean {
    const jumped = this.#clock.arrived(t, now);
    if (jumped || this.#newest === undefined) {
      this.#offset = this.#clock.offset;
      this.#drawn = Number.NEGATIVE_INFINITY;
    } else {
      const interval = Math.min(t - this.#newest, 0.2);
      this.#interval = approach(this.#interval, interval, interval, 0.5);
    }
    this.#newest = t;
    return jumped;
  }

  /** Never goes back while the engine's time goes on; undefined before the first frame. */
  playoutTime(now: Seconds): Seconds | undefined {
    const offset = this.#clock.offset;
    if (this.#offset === undefined || offset === undefined) return undefined;
    this.#offset = approach(this.#offset, offset, Math.max(0, now - this.#drawnAt), 0.3);
    this.#drawnAt = now;
    const wait = Math.min(this.#interval + JITTER_MARGIN, MAX_DELAY);
    this.#drawn = Math.max(this.#drawn, now - this.#offset - wait);
    return this.#drawn;
  }
}
