import type { Seconds } from "../../../shared/pose.ts";
import type { GeneratorState } from "../../generators/generator.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Motion } from "./inertializer.ts";
import { Rollout, type Wanted } from "./rollout.ts";

/** A fresh look ahead is begun this often and spread over the frames between, some seven steps each. */
const REFRESH: Seconds = 0.2;
/** Where frames come more slowly than six in that time they are not to cost more: it is spread over six all the same. */
const FRAMES = 6;
const SLOWEST_REFRESH: Seconds = 0.5;

/** A moment of the dancer's with the mind's state in it. */
export interface ObservedFrame extends TimedFrame {
  readonly state: GeneratorState;
}

interface Growing {
  readonly rollout: Rollout;
  readonly since: Seconds;
  readonly until: Seconds;
}

/**
 * The next moment, always: what the dancer is foreseen to do `lead` seconds from now, foreseen anew five times a
 * second where frames come fast enough, so that it goes with her.
 */
export class Shadow {
  readonly #lead: Seconds;
  readonly #fps: number;
  #shown: Motion | null = null;
  #growing: Growing | null = null;
  #wantedAt: Seconds | null = null;
  /** In how long the growing look ahead is to be complete. */
  #refresh = REFRESH;

  constructor(lead: Seconds, fps: number) {
    this.#lead = lead;
    this.#fps = fps;
  }

  /** The newest complete look ahead, danced `lead` seconds before its time; another one each time it is renewed. */
  get shown(): Motion | null {
    return this.#shown;
  }

  /** What was foreseen for `t` itself. */
  expected(t: Seconds): MotionFrame | null {
    return this.#shown?.(t - this.#lead) ?? null;
  }

  /** What is to be foreseen by the end of this frame, given the newest of the dancer's own. */
  want(t: Seconds, newest: ObservedFrame): Wanted {
    if (this.#growing && this.#growing.rollout.end >= this.#growing.until - 1e-9) {
      const { rollout } = this.#growing;
      this.#shown = (moment) => rollout.at(moment + this.#lead);
      this.#growing = null;
    }
    const frame = Math.max(1 / this.#fps, t - (this.#wantedAt ?? t));
    this.#wantedAt = t;
    this.#growing ??= this.#begin(t, newest, frame);
    const { rollout, since, until } = this.#growing;
    const share = this.#shown ? Math.min(1, (t - since + frame) / this.#refresh) : 1;
    return { rollout, until: rollout.start + (until - rollout.start) * share };
  }

  reset(): void {
    this.#shown = null;
    this.#growing = null;
    this.#wantedAt = null;
  }

  #begin(t: Seconds, newest: ObservedFrame, frame: Seconds): Growing {
    // What is shown meanwhile lasts for as long as it took itself, and a little longer.
    const longest = Math.min(SLOWEST_REFRESH, this.#refresh + 1 / this.#fps);
    this.#refresh = Math.min(longest, Math.max(REFRESH, FRAMES * frame));
    const rollout = new Rollout(newest.t, this.#fps, newest.frame, newest.state);
    // Shown until the look ahead after it is complete, and a little late even then.
    return { rollout, since: t, until: t + this.#lead + 2 * this.#refresh + 2 * frame };
  }
}
