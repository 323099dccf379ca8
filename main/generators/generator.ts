import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";

/**
 * The continuation model behind one narrow door. State is a value: observing or stepping gives a new state and
 * leaves the old one as it was, so one phrase can be continued in many ways.
 */
export interface Generator {
  /** For the desk and the log: the model's name, type and backend. */
  readonly description: string;
  /** Frames a second at which it was trained and must be fed. */
  readonly fps: number;
  /** Names of the styles that it has learnt. */
  readonly styles: readonly string[];
  /** What is known before anything was seen. */
  initial(): GeneratorState;
  /**
   * The same dance, to be continued in these styles rather than in the dancer's own.
   * @param weights share of each of `styles`, adding up to 1.
   */
  withStyles(state: GeneratorState, weights: readonly number[]): GeneratorState;
  /** Takes in one more frame of the dancer's. */
  observe(state: GeneratorState, frame: MotionFrame): GeneratorState;
  /**
   * Draws the next frame for each of a batch of continuations that go on independently.
   * temperature 0 is the expected path, 1 the learned variety.
   */
  step(states: readonly GeneratorState[], temperature: number, random: Random): readonly GeneratorStep[];
  dispose(): void;
}

export interface GeneratorStep {
  readonly state: GeneratorState;
  readonly frame: MotionFrame;
}

/** Opaque to everybody but the mind that made it. */
export interface GeneratorState {
  readonly generator: string;
}
