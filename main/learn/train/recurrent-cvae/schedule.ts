import type { Sizes } from "../../../generators/recurrent-cvae/weights.ts";
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

/** Share of the steps, the last ones, that learn to hear. */
const HEARING_SHARE = 0.15;
const HEARING_BATCH = 24;
const HEARING_RATE = 2e-3;

export interface CvaeSchedule extends StepSchedule, BatchShape {
  readonly klWeight: number;
  /** Whether the network learns to hear now, see hearing.ts, and the rest of it rests. */
  readonly hears: boolean;
}

/** First the dance is learnt, then hearing it. @param hearing size of what hears; 0 never learns to */
export function scheduleAt(step: number, steps: number, { hearing }: Pick<Sizes, "hearing">): CvaeSchedule {
  const dancing = hearing === 0 ? steps : steps - Math.floor(HEARING_SHARE * steps);
  return step < dancing ? danceSchedule(step, dancing) : hearingSchedule(step - dancing, steps - dancing);
}

/** Hearing alone: the learning rate is warmed up, and falls along a cosine over the second half. */
export function hearingSchedule(step: number, steps: number): CvaeSchedule {
  return {
    ...longestBatch,
    size: HEARING_BATCH,
    learningRates: [0, HEARING_RATE * rateAt(step, steps)],
    klWeight: 0,
    hears: true,
  };
}

function rateAt(step: number, steps: number): number {
  const decay = Math.max(0, (2 * step) / steps - 1);
  const warmUp = Math.min(1, (step + 1) / WARM_UP_STEPS);
  return warmUp * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * decay)));
}

/**
 * Horizon and KL weight grow over the first half and third of training. The learning rate is warmed up over 50 steps
 * and falls along a cosine over the second half (Loshchilov and Hutter 2017).
 */
function danceSchedule(step: number, steps: number): CvaeSchedule {
  const share = step / steps;
  const grown = Math.min(1, 2 * share);
  return {
    ...longestBatch,
    horizon: Math.round(SHORTEST_HORIZON + (LONGEST_HORIZON - SHORTEST_HORIZON) * grown),
    learningRates: [LEARNING_RATE * rateAt(step, steps), 0],
    klWeight: KL_WEIGHT * (0.1 + 0.9 * Math.min(1, share / 0.3)),
    hears: false,
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
export function scheduleWithCritic(
  step: number,
  steps: number,
  weight: number,
  sizes: Pick<Sizes, "hearing">,
): CriticSchedule {
  const schedule = scheduleAt(step, steps, sizes);
  const heeded = (step / steps - HEEDED_FROM) / (HEEDED_WHOLLY_FROM - HEEDED_FROM);
  return {
    ...schedule,
    learningRates: [...schedule.learningRates, schedule.hears ? 0 : CRITIC_LEARNING_RATE],
    criticWeight: weight * Math.min(1, Math.max(0, heeded)),
  };
}

/** With the longest windows that a run draws. */
export const longestBatch: BatchShape = {
  size: BATCH,
  observedFrames: OBSERVED_FRAMES,
  horizon: LONGEST_HORIZON,
};
