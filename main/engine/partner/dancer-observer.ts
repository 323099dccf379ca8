import type { Pose, Seconds } from "../../../shared/pose.ts";
import type { Generator } from "../../generators/generator.ts";
import { Completion } from "../../motion/completion.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { mixProportions, type Proportions, proportionsOf } from "../../motion/proportions.ts";
import { Resampler } from "../../motion/resampler.ts";
import { Stillness } from "../../motion/stillness.ts";
import { PhraseMemory } from "../phrase/phrase-memory.ts";
import type { ObservedFrame } from "./shadow.ts";

/** This much of a dance must be seen before it is continued. */
const LISTEN_FIRST: Seconds = 0.4;
/** Stillness is noticed this late: it is measured over this long. */
const NOTICED: Seconds = 0.25;

/** What a partner sees of its dancer, and remembers. */
export class DancerObserver {
  readonly memory = new PhraseMemory();
  readonly #mind: Generator;
  readonly #completion = new Completion();
  readonly #resampler: Resampler;
  readonly #stillness = new Stillness();
  /** How far back a phrase may have ended that is continued. */
  readonly #holdSeconds: Seconds;
  /** The last moments with the mind's state in each, oldest first: a state is a value, so one can go back to it. */
  readonly #memory: ObservedFrame[] = [];
  #firstSeen: Seconds | null = null;
  #proportions: Proportions | null = null;

  constructor(mind: Generator, holdSeconds: Seconds) {
    this.#mind = mind;
    this.#resampler = new Resampler(mind.fps);
    this.#holdSeconds = holdSeconds;
  }

  get moving(): boolean {
    return this.#stillness.moving;
  }

  get proportions(): Proportions | null {
    return this.#proportions;
  }

  /** The newest moment; null while too little was seen to go on from. */
  get newest(): ObservedFrame | null {
    const newest = this.#memory.at(-1);
    return newest && newest.t - (this.#firstSeen ?? newest.t) >= LISTEN_FIRST ? newest : null;
  }

  /**
   * The moment that an answer goes on from: her last movement, not the middle of her hold, since a mind that has
   * watched 0.8 s of stillness goes on being still.
   */
  lastMovement(t: Seconds, lastMoved: Seconds): ObservedFrame | null {
    const moved = this.moving ? t : lastMoved - NOTICED;
    return this.#memory.findLast((moment) => moment.t <= moved) ?? this.#memory[0] ?? null;
  }

  /**
   * Takes in what the dancer does at `t`: the completed pose, or null while too little of her is known; `broken` when
   * what was seen before is no longer the same dance.
   */
  observe(
    t: Seconds,
    pose: Pose,
    aspect: number,
  ): { readonly motion: MotionFrame | null; readonly broken: boolean } {
    const motion = this.#completion.complete(pose, aspect);
    if (!motion) return { motion, broken: false };
    const seen = proportionsOf(motion.body);
    this.#proportions = this.#proportions ? mixProportions(this.#proportions, seen, 0.03) : seen;
    const { frames, broken } = this.#resampler.push(t, motion);
    if (broken) this.#breakOff();
    for (const timed of frames) this.#remember(timed);
    return { motion, broken };
  }

  #remember(timed: TimedFrame): void {
    this.#firstSeen ??= timed.t;
    const state = this.#mind.observe(this.#memory.at(-1)?.state ?? this.#mind.initial(), timed.frame);
    this.#memory.push({ ...timed, state });
    while (this.#memory[0]!.t < timed.t - this.#holdSeconds - 2 * NOTICED) this.#memory.shift();
    this.memory.remember(timed);
    this.#stillness.push(timed);
  }

  #breakOff(): void {
    this.#memory.length = 0;
    this.#firstSeen = null;
    this.memory.breakOff();
    this.#stillness.reset();
  }
}
