/** The kinds of network that `train --type` trains, by the type that a model's manifest names; the first by default. */
export const TRAINABLE_TYPES = [
  "recurrent-cvae",
  "phrase-vae",
  "ac-lstm",
  "mdn-lstm",
  "dance-revolution",
  "fact",
] as const;
export type TrainableName = (typeof TRAINABLE_TYPES)[number];

/** What is trained. */
export interface TrainingChoice {
  /** The kind of network. */
  readonly type: TrainableName;
  /** Weight of the loss by which a critic takes part in its training; 0 trains without one. */
  readonly critic: number;
  /** Whether a model that dances learns only to hear: the rest of it stays as it is. */
  readonly hearing?: boolean | undefined;
}
