import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { mixFrames, type TimedFrame } from "../phrase/resampler.ts";
import type { MindState } from "./mind.ts";
import { Rollout, type Wanted } from "./rollout.ts";

/** A fresh look ahead is begun this often; spread over the frames between, it never costs one of them much. */
const REFRESH: Seconds = 0.2;
/** The partner passes from the old look ahead to the new one over this long. */
const BLEND: Seconds = 0.2;

/**
 * The partner that dances the next moment, always: at `t` it shows what was foreseen for `t + lead`, and it looks
 * ahead anew five times a second, so that it goes with the dancer.
 */
export class Shadow {
  readonly #lead: Seconds;
  readonly #fps: number;
  #shown: Rollout | null = null;
  #before: Rollout | null = null;
  #shownSince: Seconds = 0;
  #growing: { readonly rollout: Rollout; readonly since: Seconds; readonly until: Seconds } | null = null;

  constructor(lead: Seconds, fps: number) {
    this.#lead = lead;
    this.#fps = fps;
  }

  /** What is to be foreseen by the end of this frame, given the newest of the dancer's own. */
  want(t: Seconds, newest: TimedFrame & { readonly state: MindState }): Wanted {
    if (this.#growing && this.#growing.rollout.end >= this.#growing.until - 1e-9) {
      this.#before = this.#shown;
      this.#shown = this.#growing.rollout;
      this.#shownSince = t;
      this.#growing = null;
    }
    this.#growing ??= {
      rollout: new Rollout(newest.t, this.#fps, newest.frame, newest.state),
      since: t,
      // Shown until the look ahead after it is complete and blended in.
      until: t + this.#lead + 2 * REFRESH + BLEND,
    };
    const { rollout, since, until } = this.#growing;
    const share = this.#shown ? Math.min(1, (t - since + 1 / this.#fps) / REFRESH) : 1;
    return { rollout, until: rollout.start + (until - rollout.start) * share };
  }

  /** The partner's body at `t`; null before the first look ahead is complete. */
  at(t: Seconds): MotionFrame | null {
    if (!this.#shown) return null;
    const now = this.#shown.at(t + this.#lead);
    const share = (t - this.#shownSince) / BLEND;
    return this.#before && share < 1 ? mixFrames(this.#before.at(t + this.#lead), now, ease(share)) : now;
  }

  reset(): void {
    this.#shown = null;
    this.#before = null;
    this.#growing = null;
  }
}

/** Smoothstep: no jump in speed at either end. */
export function ease(share: number): number {
  const s = Math.min(1, Math.max(0, share));
  return s * s * (3 - 2 * s);
}
