import type { Seconds } from "../../../shared/pose.ts";
import type { Practice } from "../../../shared/practice.ts";
import { Approach } from "../../../shared/smoothing.ts";
import { Agreement, AROUND } from "../../coaching/practice/agreement.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { type MotionFrame, mirrored } from "../../motion/motion-frame.ts";
import type { Motion } from "../partner/inertializer.ts";
import { type Moment, type Pass, PracticeClock } from "./practice-clock.ts";
import { type Beside, ReferenceDance } from "./reference-dance.ts";
import { ReferenceFrames } from "./reference-frames.ts";

/** Time constant with which a measured latency is followed: what is shown must not jump with it. */
const SETTLE: Seconds = 0.15;
/** What she did last counts for so long while she is not seen. */
const UNSEEN: Seconds = 0.3;

/** One reference, practised again and again. */
export class PracticeSession {
  readonly #reference: PracticeReference;
  readonly #clock: PracticeClock;
  readonly #frames: ReferenceFrames;
  readonly #dance: ReferenceDance;
  readonly #agreement = new Agreement();
  #agrees: Practice["agreement"] = null;
  /** The pass that she was watched in, and when she was seen last. */
  #watched: Pass | null = null;
  #seenAt: Seconds = Number.NEGATIVE_INFINITY;
  #latency: Seconds | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param pass number of its first pass. */
  constructor(reference: PracticeReference, pass: number) {
    this.#reference = reference;
    this.#clock = new PracticeClock(reference, pass);
    this.#frames = new ReferenceFrames(reference);
    this.#dance = new ReferenceDance(reference, this.#frames);
  }

  /**
   * Goes on to `t`.
   * @param asked what was asked for since the frame before: the pass begins again, or the rest is over.
   */
  advance(t: Seconds, latency: Seconds, moment: Moment, asked: "restart" | "go-on" | null): void {
    const share = this.#approach.share(t);
    const before = this.#latency ?? latency;
    this.#latency = before + (latency - before) * share;
    this.#clock.advance(t, moment);
    if (asked === "restart") this.#clock.restart(t, moment);
    else if (asked === "go-on") this.#clock.skipRest(t, moment);
  }

  /** Holds what she does at `t` against the reference. @param hers her body; null where she was not seen then. */
  watch(t: Seconds, hers: MotionFrame | null): void {
    const { phase, pass } = this.#clock;
    if (phase !== "pass" || this.#watched !== pass || t - this.#seenAt > UNSEEN) {
      this.#agreement.reset();
      this.#agrees = null;
    }
    this.#watched = pass;
    if (phase !== "pass" || !hers) return;
    const around = AROUND.map((later) => {
      const frame = this.#frames.at(this.#clock.position(t + later));
      return pass.mirrored ? mirrored(frame, 0) : frame;
    });
    this.#agrees = this.#agreement.update(t, hers, around);
    this.#seenAt = t;
  }

  /** What the partner dances at `t`. */
  motion(t: Seconds, beside: Beside): Motion {
    return this.#dance.motion(t, this.#clock, this.#latency ?? 0, beside);
  }

  /** How it is in the frame of `t`. */
  at(t: Seconds): Practice {
    const { phase, number, pass } = this.#clock;
    return {
      reference: this.#reference.name,
      phase,
      pass: number,
      stretch: this.#reference.stretch,
      position: this.#clock.position(t),
      speed: pass.speed,
      mirrored: pass.mirrored,
      // As it is when this is seen.
      count: this.#clock.count(t + (this.#latency ?? 0)),
      agreement: this.#agrees,
    };
  }
}
