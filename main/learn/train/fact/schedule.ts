import type { StepSchedule } from "../trainable-type.ts";

const BATCH = 32;
const LEARNING_RATE = 1.5e-3;
const WARM_UP_STEPS = 200;
const KL_WEIGHT = 0.006;
/** Share of the training after which rows with prior samples begin: sooner, the latent would be learnt to be noise. */
const PRIOR_SAMPLES_FROM = 0.3;
/** Standard deviations of noise on the seed: its own errors, and a camera's, are to be put right. */
const NOISE = 0.03;
/** Predictions one after the other. */
export const MOST_RUNS = 2;

export interface FactSchedule extends StepSchedule {
  readonly runs: number;
  readonly noise: number;
  readonly hasPriorSamples: boolean;
  readonly klWeight: number;
}

/** Frames of a prediction that the next one sees: as many as are danced of it. */
export const advanceOf = (future: number): number => Math.max(1, Math.round(future / 2));

/**
 * For half of the time it predicts from what was danced; then twice, the second time from what it predicted itself. The
 * learning rate is warmed up, and falls along a cosine over the second half.
 */
export function scheduleAt(step: number, steps: number): FactSchedule {
  const share = step / steps;
  const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
  const decay = 0.02 + 0.49 * (1 + Math.cos(Math.PI * Math.max(0, 2 * share - 1)));
  return {
    size: BATCH,
    learningRates: [LEARNING_RATE * warmUp * decay],
    runs: share < 0.5 ? 1 : MOST_RUNS,
    noise: NOISE,
    hasPriorSamples: share >= PRIOR_SAMPLES_FROM,
    klWeight: KL_WEIGHT * Math.min(1, share / 0.3),
  };
}
