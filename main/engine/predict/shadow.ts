import type { Seconds } from "../../../shared/pose.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import type { TimedFrame } from "../phrase/resampler.ts";
import type { MindState } from "./mind.ts";
import type { Motion } from "./passage.ts";
import { Rollout, type Wanted } from "./rollout.ts";

/** A fresh look ahead is begun this often; spread over the frames between, it costs each of them five steps. */
const REFRESH: Seconds = 0.2;

/** A moment of the dancer's with the mind's state in it. */
export interface Remembered extends TimedFrame {
  readonly state: MindState;
}

/**
 * The next moment, always: what the dancer is foreseen to do `lead` seconds from now, foreseen anew five times a
 * second, so that it goes with her.
 */
export class Shadow {
  readonly #lead: Seconds;
  readonly #fps: number;
  #shown: Motion | null = null;
  #growing: { readonly rollout: Rollout; readonly since: Seconds; readonly until: Seconds } | null = null;

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
  want(t: Seconds, newest: Remembered): Wanted {
    if (this.#growing && this.#growing.rollout.end >= this.#growing.until - 1e-9) {
      const { rollout } = this.#growing;
      this.#shown = (moment) => rollout.at(moment + this.#lead);
      this.#growing = null;
    }
    this.#growing ??= {
      rollout: new Rollout(newest.t, this.#fps, newest.frame, newest.state),
      since: t,
      // Shown until the look ahead after it is complete, and a little late even then.
      until: t + this.#lead + 2 * REFRESH + 2 / this.#fps,
    };
    const { rollout, since, until } = this.#growing;
    const share = this.#shown ? Math.min(1, (t - since + 1 / this.#fps) / REFRESH) : 1;
    return { rollout, until: rollout.start + (until - rollout.start) * share };
  }

  reset(): void {
    this.#shown = null;
    this.#growing = null;
  }
}
