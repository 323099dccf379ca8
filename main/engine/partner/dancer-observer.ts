import type { Pose, Seconds } from "../../../shared/pose.ts";
import type { Generator, GeneratorState } from "../../generators/generator.ts";
import { Completion } from "../../motion/completion.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { mixProportions, type Proportions, proportionsOf } from "../../motion/proportions.ts";
import { Resampler } from "../../motion/resampler.ts";
import { STILLNESS_DELAY, Stillness } from "../../motion/stillness.ts";
import { PhraseMemory } from "../phrase/phrase-memory.ts";
import type { ObservedFrame } from "./shadow.ts";

/** A dance is observed for this long before it is continued. */
const OBSERVED_FIRST: Seconds = 0.4;
/** Share of each new frame in the mean proportions. */
const NEW_PROPORTIONS = 0.03;

/** What a partner knows of its dancer: poses become frames on the generator's time grid, and frames its states. */
export class DancerObserver {
  readonly memory = new PhraseMemory();
  readonly #generator: Generator;
  readonly #completion = new Completion();
  #resampler: Resampler;
  readonly #stillness = new Stillness();
  /** How far back a phrase may have ended that is continued. */
  readonly #holdSeconds: Seconds;
  /** The last frames with the generator's state after each, oldest first: a state is a value, so one can go back to it. */
  readonly #recent: ObservedFrame[] = [];
  /** What the next frame goes on from where there is no recent one. */
  #begin: GeneratorState;
  #firstSeen: Seconds | null = null;
  #proportions: Proportions | null = null;

  constructor(generator: Generator, holdSeconds: Seconds) {
    this.#generator = generator;
    this.#begin = generator.initial();
    this.#resampler = new Resampler(generator.fps);
    this.#holdSeconds = holdSeconds;
  }

  get moving(): boolean {
    return this.#stillness.moving;
  }

  get proportions(): Proportions | null {
    return this.#proportions;
  }

  /** The generator's state after all that was observed. */
  get state(): GeneratorState {
    return this.#recent.at(-1)?.state ?? this.#begin;
  }

  /** The last frame; null while too little was observed to continue it. */
  get latest(): ObservedFrame | null {
    const latest = this.#recent.at(-1);
    return latest && latest.t - (this.#firstSeen ?? latest.t) >= OBSERVED_FIRST ? latest : null;
  }

  /**
   * The frame that an answer continues: the last of her movement, not the middle of her hold, since a generator that
   * has observed 0.8 s of stillness predicts more of it.
   */
  lastMovement(t: Seconds, lastMoved: Seconds): ObservedFrame | null {
    const moved = this.moving ? t : lastMoved - STILLNESS_DELAY;
    return this.#recent.findLast((frame) => frame.t <= moved) ?? this.#recent[0] ?? null;
  }

  /** What she danced is forgotten; where she is is not. */
  forget(): void {
    const forgotten = (state: GeneratorState) => this.#generator.forgotten?.(state) ?? state;
    this.#begin = forgotten(this.#begin);
    this.#recent.forEach((frame, index) => {
      this.#recent[index] = { ...frame, state: forgotten(frame.state) };
    });
    this.memory.forget();
  }

  /**
   * The dancer's pose at `t`, completed; null while too little of her is known. `broken` says that a gap in time
   * separates it from what was observed before; `frames` are those of the even grid that it completes.
   */
  observe(
    t: Seconds,
    pose: Pose,
    aspect: number,
  ): {
    readonly motion: MotionFrame | null;
    readonly broken: boolean;
    readonly frames: readonly TimedFrame[];
  } {
    const motion = this.#completion.complete(pose, aspect);
    if (!motion) return { motion, broken: false, frames: [] };
    const now = proportionsOf(motion.body);
    this.#proportions = this.#proportions ? mixProportions(this.#proportions, now, NEW_PROPORTIONS) : now;
    const { frames, broken } = this.#resampler.push(t, motion);
    if (broken) this.#breakOff();
    for (const timed of frames) this.#remember(timed);
    return { motion, broken, frames };
  }

  /** What is observed next does not go on from what was. */
  cut(): void {
    this.#resampler = new Resampler(this.#generator.fps);
    this.#breakOff();
  }

  #remember(timed: TimedFrame): void {
    this.#firstSeen ??= timed.t;
    this.#recent.push({ ...timed, state: this.#generator.observe(this.state, timed.frame) });
    while (this.#recent[0]!.t < timed.t - this.#holdSeconds - 2 * STILLNESS_DELAY) this.#recent.shift();
    this.memory.remember(timed);
    this.#stillness.push(timed);
  }

  #breakOff(): void {
    const last = this.#recent.at(-1)?.state;
    if (last) this.#begin = this.#generator.brokenOff?.(last) ?? this.#generator.initial();
    this.#recent.length = 0;
    this.#firstSeen = null;
    this.memory.breakOff();
    this.#stillness.reset();
  }
}
