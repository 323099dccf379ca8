import type { Heard } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Generator, GeneratorState, Manner } from "../../generators/generator.ts";
import { clipOf } from "../../motion/clip.ts";
import { beatsIn, NEIGHBOURS_SECONDS } from "../../motion/features/beats.ts";
import { frameAtIndex } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Random } from "../../motion/random.ts";

/** One continuation, as far as it has been generated, and where in time its frames are. */
export class Rollout {
  readonly #period: Seconds;
  /** `frames[0]` is at `start`, the others one period after another. */
  readonly #frames: MotionFrame[];
  /** After each of them; null before the first that was generated, which nothing goes on from. */
  readonly #states: (GeneratorState | null)[];
  readonly #begin: Seconds;
  #forgotten = 0;

  /** @param frames that it goes on from, the first at `begin`: the dancer's own, or those of another rollout. */
  constructor(begin: Seconds, period: Seconds, frames: readonly MotionFrame[], state: GeneratorState) {
    this.#begin = begin;
    this.#period = period;
    this.#frames = [...frames];
    this.#states = frames.map((_, index) => (index === frames.length - 1 ? state : null));
  }

  get state(): GeneratorState {
    return this.#states.at(-1)!;
  }

  /** Of the first frame that is kept. */
  get start(): Seconds {
    return this.#begin + this.#forgotten * this.#period;
  }

  /** Of the last frame that was generated. */
  get end(): Seconds {
    return this.start + (this.#frames.length - 1) * this.#period;
  }

  /** When the next frame is. */
  get next(): Seconds {
    return this.end + this.#period;
  }

  append(state: GeneratorState, frame: MotionFrame): void {
    this.#states.push(state);
    this.#frames.push(frame);
  }

  /** What was generated after the first frame that is no earlier than `t` is to be generated anew. */
  takeBack(t: Seconds): void {
    while (this.#states.at(-2) && this.end - this.#period >= t) {
      this.#states.pop();
      this.#frames.pop();
    }
  }

  /** When the body's own beats are that come after `t`, as far as frames on both sides of them tell. */
  beatsAfter(t: Seconds): readonly Seconds[] {
    const [from, to] = [Math.max(t, this.start + NEIGHBOURS_SECONDS), this.end - NEIGHBOURS_SECONDS];
    return beatsIn(clipOf(this.#frames), 1 / this.#period)
      .map((frame) => this.start + frame * this.#period)
      .filter((beat) => beat > from && beat <= to + 1e-9);
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
      this.#states.shift();
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
  /** What it hears at its frame at that time; missing where it hears nothing. */
  readonly hears?: (t: Seconds) => Heard;
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
    const states = unfinished.map(({ rollout }) => rollout.state);
    const steps = await generator.step(states, mannerOf(unfinished, manner), random);
    unfinished.forEach(({ rollout }, index) => {
      const { state, frame } = steps[index]!;
      rollout.append(state, frame);
    });
  }
}

/** The same manner, and what each of them hears at its next frame. */
function mannerOf(requests: readonly RolloutRequest[], manner: Manner): Manner {
  if (!requests.some(({ hears }) => hears)) return manner;
  return { ...manner, heard: requests.map(({ rollout, hears }) => hears?.(rollout.next) ?? null) };
}
