import type { Seconds } from "../../shared/pose.ts";
import type { TimedFrame } from "./interpolation.ts";
import { displacements } from "./motion-frame.ts";

/**
 * Displacement is taken over this long, so that jitter of the detected joints does not count as dancing; as much later
 * is it known that somebody is still.
 */
export const STILLNESS_DELAY: Seconds = 0.25;
/** Only so many of the fastest joints count: slow arms alone are dancing too, but one jittering hand is not. */
const FASTEST = 6;
/** Their mean speed over the span, metres a second. Hysteresis keeps the answer from flickering. */
const STARTS_MOVING = 0.35;
const COMES_TO_REST = 0.2;

/** Tells whether a dancer moves or holds still, from frames on the model's grid. */
export class Stillness {
  readonly #recent: TimedFrame[] = [];
  #moving = false;

  get moving(): boolean {
    return this.#moving;
  }

  push(now: TimedFrame): void {
    this.#recent.push(now);
    while (this.#recent.length > 2 && this.#recent[1]!.t <= now.t - STILLNESS_DELAY) this.#recent.shift();
    const then = this.#recent[0]!;
    if (now.t - then.t < STILLNESS_DELAY * 0.8) return;
    const fastest = displacements(then.frame, now.frame)
      .sort((a, b) => b - a)
      .slice(0, FASTEST);
    const speed = fastest.reduce((sum, way) => sum + way, 0) / FASTEST / (now.t - then.t);
    this.#moving = speed > (this.#moving ? COMES_TO_REST : STARTS_MOVING);
  }

  reset(): void {
    this.#recent.length = 0;
    this.#moving = false;
  }
}
