import type { StepSchedule } from "../trainable-type.ts";

/** Phrases a step, and the segments of each: 4.3 s. What is learnt of them holds for phrases of any length. */
const BATCH = 32;
export const SEGMENTS = 8;
const LEARNING_RATE = 1.5e-3;
const WARM_UP_STEPS = 50;
const KL_WEIGHT = 0.001;

export interface PhraseSchedule extends StepSchedule {
  readonly klWeight: number;
  readonly velocityWeight: number;
}

/**
 * The weight of the KL divergence grows over the first 30 % of training, and that of velocities over the first 20 %: with
 * all of it from the beginning the network learns to stand still. The learning rate is warmed up over 50 steps and falls
 * along a cosine over the second half (Loshchilov and Hutter 2017).
 */
export function scheduleAt(step: number, steps: number): PhraseSchedule {
  const share = step / steps;
  const decay = Math.max(0, 2 * share - 1);
  const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
  return {
    size: BATCH,
    learningRates: [LEARNING_RATE * warmUp * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * decay)))],
    klWeight: KL_WEIGHT * Math.min(1, share / 0.3),
    velocityWeight: Math.min(1, share / 0.2),
  };
}
