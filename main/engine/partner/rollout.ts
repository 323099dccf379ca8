import type { Seconds } from "../../../shared/pose.ts";
import type { Generator, GeneratorState } from "../../generators/generator.ts";
import { frameAtIndex } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Random } from "../../motion/random.ts";

/** One continuation as it grows: the model's frames at and after the moment it starts from. */
export class Rollout {
  readonly #period: Seconds;
  /** `frames[i]` is danced at `begin + i * period`; the first is the dancer's own. */
  readonly #frames: MotionFrame[];
  readonly #start: Seconds;
  /** Frames that were danced and forgotten. */
  #forgotten = 0;
  #state: GeneratorState;

  constructor(start: Seconds, fps: number, from: MotionFrame, state: GeneratorState) {
    this.#start = start;
    this.#period = 1 / fps;
    this.#frames = [from];
    this.#state = state;
  }

  get state(): GeneratorState {
    return this.#state;
  }

  /** From when it is known. */
  get start(): Seconds {
    return this.#start + this.#forgotten * this.#period;
  }

  /** Until when it is known. */
  get end(): Seconds {
    return this.start + (this.#frames.length - 1) * this.#period;
  }

  grow(state: GeneratorState, frame: MotionFrame): void {
    this.#state = state;
    this.#frames.push(frame);
  }

  /** Nobody will ask for what was before `t`. */
  forget(t: Seconds): void {
    while (this.#frames.length > 2 && this.start + this.#period < t) {
      this.#frames.shift();
      this.#forgotten++;
    }
  }

  /** The body at `t`, between two frames if need be; its first frame before the start, its last after the end. */
  at(t: Seconds): MotionFrame {
    return frameAtIndex(this.#frames, (t - this.start) / this.#period);
  }
}

/** A rollout and the moment up to which it should be known. */
export interface Wanted {
  readonly rollout: Rollout;
  readonly until: Seconds;
}

/** How continuations are drawn. */
export interface Manner {
  readonly temperature: number;
  /** Weight of each of the mind's styles, summing to 1; null follows the dancer's own. */
  readonly weights: readonly number[] | null;
}

/** Takes every rollout as far as it is wanted; those that still grow are stepped together, as one batch. */
export function growTogether(
  mind: Generator,
  wanted: readonly Wanted[],
  { temperature, weights }: Manner,
  random: Random,
): void {
  for (;;) {
    const growing = wanted.filter(({ rollout, until }) => rollout.end < until - 1e-9);
    if (growing.length === 0) return;
    const states = growing.map(({ rollout }) => rollout.state);
    const steps = mind.step(
      weights ? states.map((state) => mind.withStyles(state, weights)) : states,
      temperature,
      random,
    );
    growing.forEach(({ rollout }, index) => {
      const { state, frame } = steps[index]!;
      rollout.grow(state, frame);
    });
  }
}
