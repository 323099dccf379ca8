import type { Plan } from "../data/sampler.ts";

/** Sequences a step. */
const BATCH = 48;
const SEEN_FRAMES = 46;
/** Frames that the network dances on its own output, when training begins and from its middle on. */
const SHORTEST_HORIZON = 6;
const LONGEST_HORIZON = 32;
const RATE = 1e-3;
const WARM_UP_STEPS = 50;
const KL_WEIGHT = 0.002;

export interface StepPlan {
  readonly plan: Plan;
  /** Adam's step. */
  readonly rate: number;
  readonly klWeight: number;
}

/** How training goes: horizon and divergence grow over the first half, the rate falls over the second. */
export function planAt(step: number, steps: number): StepPlan {
  const share = step / steps;
  const grown = Math.min(1, 2 * share);
  const cooled = Math.max(0, 2 * share - 1);
  return {
    plan: {
      size: BATCH,
      seenFrames: SEEN_FRAMES,
      horizon: Math.round(SHORTEST_HORIZON + (LONGEST_HORIZON - SHORTEST_HORIZON) * grown),
    },
    rate:
      RATE * Math.min(1, (step + 1) / WARM_UP_STEPS) * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * cooled))),
    klWeight: KL_WEIGHT * (0.1 + 0.9 * Math.min(1, share / 0.3)),
  };
}

/** The longest windows that a run draws. */
export const longestPlan: Plan = { size: BATCH, seenFrames: SEEN_FRAMES, horizon: LONGEST_HORIZON };
