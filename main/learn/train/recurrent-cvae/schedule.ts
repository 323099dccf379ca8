import type { StepSchedule } from "../trainable-type.ts";
import type { BatchShape } from "./batch.ts";

/** Sequences a step. */
const BATCH = 48;
const OBSERVED_FRAMES = 46;
/** Frames of the rollout, when training begins and from its middle on. */
const SHORTEST_HORIZON = 6;
const LONGEST_HORIZON = 32;
const LEARNING_RATE = 1e-3;
const WARM_UP_STEPS = 50;
const KL_WEIGHT = 0.002;

export interface CvaeSchedule extends StepSchedule, BatchShape {
  readonly klWeight: number;
}

/**
 * Horizon and KL weight grow over the first half and third of training. The learning rate is warmed up over 50 steps
 * and falls along a cosine over the second half (Loshchilov and Hutter 2017).
 */
export function scheduleAt(step: number, steps: number): CvaeSchedule {
  const share = step / steps;
  const grown = Math.min(1, 2 * share);
  const decay = Math.max(0, 2 * share - 1);
  const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
  return {
    ...longestBatch,
    horizon: Math.round(SHORTEST_HORIZON + (LONGEST_HORIZON - SHORTEST_HORIZON) * grown),
    learningRates: [LEARNING_RATE * warmUp * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * decay)))],
    klWeight: KL_WEIGHT * (0.1 + 0.9 * Math.min(1, share / 0.3)),
  };
}

/** The critic learns at this rate from the beginning; the generator heeds it from the middle on, ever more. */
const CRITIC_LEARNING_RATE = 4e-4;
const HEEDED_FROM = 0.5;
const HEEDED_WHOLLY_FROM = 0.6;

export interface CriticSchedule extends CvaeSchedule {
  /** Of the adversarial loss. */
  readonly criticWeight: number;
}

/** @param weight of the adversarial loss in the end */
export function scheduleWithCritic(step: number, steps: number, weight: number): CriticSchedule {
  const schedule = scheduleAt(step, steps);
  const heeded = (step / steps - HEEDED_FROM) / (HEEDED_WHOLLY_FROM - HEEDED_FROM);
  return {
    ...schedule,
    learningRates: [...schedule.learningRates, CRITIC_LEARNING_RATE],
    criticWeight: weight * Math.min(1, Math.max(0, heeded)),
  };
}

/** With the longest windows that a run draws. */
export const longestBatch: BatchShape = {
  size: BATCH,
  observedFrames: OBSERVED_FRAMES,
  horizon: LONGEST_HORIZON,
};
