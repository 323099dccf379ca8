import type { Seconds } from "../../../shared/pose.ts";
import type { Generator, GeneratorState, Manner } from "../../generators/generator.ts";
import { frameAtIndex } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Random } from "../../motion/random.ts";

/** One continuation, as far as it has been generated, and where in time its frames are. */
export class Rollout {
  readonly #period: Seconds;
  /** `frames[0]` is at `start`, the others one period after another. */
  readonly #frames: MotionFrame[];
  readonly #begin: Seconds;
  #forgotten = 0;
  #state: GeneratorState;

  /** @param frames that it goes on from, the first at `begin`: the dancer's own, or those of another rollout. */
  constructor(begin: Seconds, period: Seconds, frames: readonly MotionFrame[], state: GeneratorState) {
    this.#begin = begin;
    this.#period = period;
    this.#frames = [...frames];
    this.#state = state;
  }

  get state(): GeneratorState {
    return this.#state;
  }

  /** Of the first frame that is kept. */
  get start(): Seconds {
    return this.#begin + this.#forgotten * this.#period;
  }

  /** Of the last frame that was generated. */
  get end(): Seconds {
    return this.start + (this.#frames.length - 1) * this.#period;
  }

  append(state: GeneratorState, frame: MotionFrame): void {
    this.#state = state;
    this.#frames.push(frame);
  }

  /** Another one, which has this one's frames until `t` and goes on from the state after them. */
  fork(t: Seconds, stateAfter: (frames: readonly MotionFrame[]) => GeneratorState): Rollout {
    const count = Math.floor((t - this.start) / this.#period + 1e-6) + 1;
    const frames = this.#frames.slice(0, Math.max(1, count));
    return new Rollout(this.start, this.#period, frames, stateAfter(frames));
  }

  /** Drops frames that are not needed from `t` on. */
  forget(t: Seconds): void {
    while (this.#frames.length > 2 && this.start + this.#period < t) {
      this.#frames.shift();
      this.#forgotten++;
    }
  }

  /** The body at `t`, interpolated; the first frame before `start`, the last one after `end`. */
  at(t: Seconds): MotionFrame {
    return frameAtIndex(this.#frames, (t - this.start) / this.#period);
  }
}

/** A rollout, and how far it is to be generated. */
export interface RolloutRequest {
  readonly rollout: Rollout;
  readonly until: Seconds;
}

/** Generates every rollout as far as it is requested; those that are not there yet are stepped as one batch. */
export async function extendRollouts(
  generator: Generator,
  requests: readonly RolloutRequest[],
  manner: Manner,
  random: Random,
): Promise<void> {
  for (;;) {
    const unfinished = requests.filter(({ rollout, until }) => rollout.end < until - 1e-9);
    if (unfinished.length === 0) return;
    const steps = await generator.step(
      unfinished.map(({ rollout }) => rollout.state),
      manner,
      random,
    );
    unfinished.forEach(({ rollout }, index) => {
      const { state, frame } = steps[index]!;
      rollout.append(state, frame);
    });
  }
}
