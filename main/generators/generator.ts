import type { Heard } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";

/**
 * The one door to everything that continues a dance: live use, `continue`, `train` and `evaluate` know no other.
 * A state is a value: observing and stepping give a new one and leave the old one as it was, so that one phrase can be
 * continued in many ways.
 */
export interface Generator {
  /** For the desk and the log: the model's name and type. */
  readonly description: string;
  /** Frames a second that it takes and gives. */
  readonly fps: number;
  /** Names of the styles that it can be asked for. */
  readonly styles: readonly string[];
  /** How much of a dance it makes use of, where that is more than a phrase. */
  readonly remembers?: Seconds | undefined;
  /** Whether it dances otherwise where it is told what is heard; where missing, it is deaf. */
  readonly hears?: boolean | undefined;
  /** The state before anything was observed. */
  initial(): GeneratorState;
  /**
   * The state after a gap in time, from which nothing goes on, where something of the dancer is remembered all the same;
   * a generator that has none begins with the initial one.
   */
  brokenOff?(state: GeneratorState): GeneratorState;
  /** The state in which what is remembered of the dancer is forgotten, where something is: she is only where she was last. */
  forgotten?(state: GeneratorState): GeneratorState;
  /** Whether enough of the dancer is known to answer her; where missing, it always is. */
  isReady?(state: GeneratorState): boolean;
  /** The state after one more frame of the dancer's. */
  observe(state: GeneratorState, frame: MotionFrame): GeneratorState;
  /** The same of several dancers side by side, where that is faster than one after the other. */
  observeEach?(states: readonly GeneratorState[], frames: readonly MotionFrame[]): readonly GeneratorState[];
  /**
   * The next frame of each of a batch of continuations, which go on independently. Asynchronous, so that a GPU may
   * answer.
   */
  step(states: readonly GeneratorState[], manner: Manner, random: Random): Promise<readonly GeneratorStep[]>;
  /** A cheap way to tell the next quarter of a second; null or missing where it has none. */
  extrapolator?(): Extrapolator | null;
  dispose(): void;
}

/** Follows one dancer, and tells where she is about to be for the price of a matrix product. */
export interface Extrapolator {
  /** One more frame of hers, at the generator's rate. */
  observe(frame: MotionFrame): void;
  /**
   * Where she is about to be; null at first.
   * @param frames after the last one, also between two; further than it sees is as far as it sees.
   * @param rest where she stays if she does not move
   */
  ahead(frames: number, rest: MotionFrame): Extrapolation | null;
}

export interface Extrapolation {
  readonly frame: MotionFrame;
  /** Standard deviation of the camera's noise on a coordinate across its picture, metres. */
  readonly noise: number;
}

/** How continuations are to be. */
export interface Manner {
  /** 0 is the expected path, 1 the learned variety. */
  readonly temperature: number;
  /**
   * Share of each of the generator's styles, adding up to 1. null changes nothing: a continuation keeps the style that
   * it was asked for last, or else the dancer's own.
   */
  readonly styles: readonly number[] | null;
  /** What each of the batch hears at the frame that it is about to make; missing or null where nobody hears anything. */
  readonly heard?: readonly (Heard | null)[] | null;
}

export interface GeneratorStep {
  readonly state: GeneratorState;
  readonly frame: MotionFrame;
}

/** Opaque to everybody but the generator that made it. */
export interface GeneratorState {
  readonly generator: string;
}
