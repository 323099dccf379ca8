import type { Seconds } from "../../shared/pose.ts";
import type { EngineState } from "../process/supervisor.ts";

/** Frames leave thirty times a second, whatever the source does. */
const WELL_FOR: Seconds = 5;
/** An engine that runs, and nothing of it for so long: what watches the engine has failed as well. */
const STUCK_AFTER: Seconds = 60;
/** Between two looks passes more than this only where this process, or the whole machine, slept. */
const SLEPT: Seconds = 10;

/**
 * well: frames leave. resting: none do, for a reason that is known and looked after, such as an engine that loads.
 * stuck: none do although they should, and nothing in this process will mend that.
 */
export type HealthState = "well" | "resting" | "stuck";

/** Whether the show does what it is there for: frames leave. */
export class Health {
  #leftAt: Seconds | null = null;
  /** Since when frames should leave. */
  #dueSince: Seconds | null = null;
  #lookedAt: Seconds | null = null;

  /** A frame went through to every output. */
  frameLeft(now: Seconds): void {
    this.#leftAt = now;
  }

  /** To be asked about once a second. */
  look(now: Seconds, engine: EngineState): HealthState {
    const slept = this.#lookedAt !== null && now - this.#lookedAt > SLEPT;
    this.#lookedAt = now;
    if (slept || engine !== "running") this.#dueSince = null;
    if (this.#leftAt !== null && now - this.#leftAt <= WELL_FOR) {
      this.#dueSince = this.#leftAt;
      return "well";
    }
    if (engine !== "running") return "resting";
    this.#dueSince ??= now;
    return now - this.#dueSince > STUCK_AFTER ? "stuck" : "resting";
  }
}
