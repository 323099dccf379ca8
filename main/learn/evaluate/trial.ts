import { type Random, seededRandom } from "../../motion/random.ts";
import type { Contestant } from "./contestant.ts";
import type { DancedTake, Example } from "./seeds.ts";
import type { Work } from "./work.ts";

/** Everything that a figure is measured with. */
export interface Trial {
  readonly fps: number;
  readonly model: Contestant;
  readonly baselines: readonly Contestant[];
  /** Real dances that the mind has not seen. */
  readonly unseen: readonly DancedTake[];
  /** Real dances that it may have learnt from; empty where nobody gave them. */
  readonly archive: readonly Example[];
  readonly seed: number;
  readonly counts: Counts;
  readonly work: Work;
}

/** How much is measured. */
export interface Counts {
  /** Seeds of the expected path. */
  readonly paths: number;
  /** Seeds that are continued in 50 ways. */
  readonly choices: number;
  /** Continuations of a few seconds. */
  readonly dances: number;
  /** Continuations that go on for long, and their seconds. */
  readonly lives: number;
  readonly lifeSeconds: number;
  /** Calls of the mind that are timed. */
  readonly calls: number;
}

export const FULL: Counts = {
  paths: 256,
  choices: 64,
  dances: 200,
  lives: 100,
  lifeSeconds: 300,
  calls: 18_000,
};
/** For a look while training: an eighth of the samples, and a life of a minute. */
export const QUICK: Counts = {
  paths: 64,
  choices: 16,
  dances: 100,
  lives: 24,
  lifeSeconds: 60,
  calls: 1000,
};

/** Seconds of the dancer's own that a continuation begins with. */
export const HEARD = 2;

/** Chance for one part of the trial, the same in every run and whatever else is measured. */
export const chanceFor = ({ seed }: Trial, ...part: readonly number[]): Random => seededRandom(seed, ...part);
