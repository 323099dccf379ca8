/** The kinds of network that `train --type` trains, by the type that a model's manifest names; the first by default. */
export const TRAINABLE_TYPES = ["recurrent-cvae"] as const;
export type TrainableName = (typeof TRAINABLE_TYPES)[number];
