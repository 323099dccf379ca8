import type { Seconds } from "../../shared/pose.ts";
import type { StageEvent, StageFrame } from "../../shared/stage.ts";

/** A frame that is older than those of the engine's last answers by more than this waited for us, not we for it. */
const LATE: Seconds = 0.3;
/** Without a frame for so long this process slept, and frames may have piled up. */
const SLEPT: Seconds = 1;
/** Should that be a mistake, frames still leave so often. */
const AT_LEAST_EVERY: Seconds = 0.1;

/**
 * Keeps back what piled up while this process slept: an engine makes frames of its own when none come, thirty a second,
 * and after a minute's sleep 1,800 would leave at once. Their events are not lost: the next frame that leaves has them.
 */
export class StaleFrames {
  /** Ages of the two last answers: one may be from before the sleep. */
  #ages: readonly [Seconds, Seconds] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  #calledAt: Seconds = Number.POSITIVE_INFINITY;
  /** After a sleep, until the first frame that is not stale. */
  #catchingUp = false;
  #leftAt: Seconds = Number.NEGATIVE_INFINITY;
  #events: readonly StageEvent[] = [];

  /**
   * @param answers whether it answers a source frame; at most one of those is on its way.
   * @returns the frame to show; null where a newer one is about to come.
   */
  pass(frame: StageFrame, answers: boolean, now: Seconds): StageFrame | null {
    const age = now - frame.t;
    const isStale = age > Math.min(...this.#ages) + LATE;
    if (now - this.#calledAt > SLEPT) this.#catchingUp = true;
    else if (!isStale) this.#catchingUp = false;
    this.#calledAt = now;
    if (answers) this.#ages = [this.#ages[1], age];
    else if (this.#catchingUp && isStale && now - this.#leftAt < AT_LEAST_EVERY) {
      this.#events = [...this.#events, ...frame.events];
      return null;
    }
    this.#leftAt = now;
    if (this.#events.length === 0) return frame;
    const events = [...this.#events, ...frame.events];
    this.#events = [];
    return { ...frame, events };
  }
}
