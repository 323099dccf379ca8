import { ClockMap } from "../../../../shared/clock-map.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { approach } from "../ease.ts";

/** The longest delay that drawing adds for smoothness; more would be felt. */
export const MAX_DELAY: Seconds = 0.04;
const JITTER_MARGIN: Seconds = 0.004;

/**
 * Which moment of the engine's time to draw now, as the playout clock of a jitter buffer: about one frame behind the
 * newest, so that there are two to interpolate between. The frames themselves are kept in each actor's PoseHistory.
 */
export class PlayoutClock {
  readonly #clock = new ClockMap();
  #interval: Seconds = 1 / 30;
  #newest: Seconds | undefined;
  #offset: Seconds | undefined;
  #drawn = Number.NEGATIVE_INFINITY;
  #drawnAt: Seconds = 0;

  /** @returns true when the engine's time has jumped, so that earlier frames no longer apply */
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

  /** Monotonic until the engine's time jumps; undefined before the first frame. */
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
