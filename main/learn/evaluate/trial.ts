import type { Generator } from "../../generators/generator.ts";
import { type Random, seededRandom } from "../../motion/random.ts";
import type { LabelledClip, UnseenTake } from "./seeds.ts";
import type { Work } from "./work.ts";

/** A generator that is measured, under the name of its column. */
export interface JudgedGenerator {
  readonly name: string;
  readonly generator: Generator;
  /** Whether two continuations of a seed differ; of those that do not, one is enough. */
  readonly isVaried: boolean;
}

/** Everything that a figure is measured with. */
export interface Trial {
  readonly fps: number;
  readonly model: JudgedGenerator;
  /** Other generators that are judged as the model is. */
  readonly beside: readonly JudgedGenerator[];
  readonly baselines: readonly JudgedGenerator[];
  /** Real dances that the model was not trained on. */
  readonly unseen: readonly UnseenTake[];
  /** Real dances that baselines and classifiers are fitted to; empty where none were given. */
  readonly training: readonly LabelledClip[];
  readonly seed: number;
  readonly counts: Counts;
  readonly work: Work;
}

/** All that are measured at `temperature`: baselines, which do not depend on it, at 1 alone. */
export function judgedAt({ model, beside, baselines }: Trial, temperature = 1): readonly JudgedGenerator[] {
  return [model, ...beside, ...(temperature === 1 ? baselines : [])];
}

/** How much is measured. */
export interface Counts {
  /** Seeds of error, camera and seam. */
  readonly errorSeeds: number;
  /** Seeds that are continued in 50 ways. */
  readonly optionSeeds: number;
  /** Continuations of 8 s. */
  readonly continuations: number;
  /** Continuations that go on for long, and their seconds. */
  readonly rollouts: number;
  readonly rolloutSeconds: number;
  /** Steps of the model that are timed. */
  readonly timedSteps: number;
}

export const FULL: Counts = {
  errorSeeds: 256,
  optionSeeds: 64,
  continuations: 200,
  rollouts: 100,
  rolloutSeconds: 300,
  timedSteps: 18_000,
};
/** For a look while training: a quarter of the samples, and rollouts of a minute. */
export const QUICK: Counts = {
  errorSeeds: 64,
  optionSeeds: 16,
  continuations: 100,
  rollouts: 24,
  rolloutSeconds: 60,
  timedSteps: 1000,
};

/** What is observed of a real dance before a continuation. */
export const SEED_SECONDS = 2;

/** A random generator for one part of the trial: the same in every run, whatever else is measured. */
export const randomFor = ({ seed }: Trial, ...part: readonly number[]): Random => seededRandom(seed, ...part);
