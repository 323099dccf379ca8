/** How many sequences a batch has, and how long they are. */
export interface BatchShape {
  readonly size: number;
  readonly observedFrames: number;
  /** Frames of the rollout. */
  readonly horizon: number;
}

/** Gradients flow back through so many observed frames: truncated backpropagation through time (Williams and Peng 1990). */
export const GRADIENT_FRAMES = 16;

/**
 * Windows of dance and every random choice that enters the loss; objective.ts says what each is for. B is the number
 * of rows; states lie frame after frame, all rows of one frame together.
 */
export interface Batch extends BatchShape {
  /** States as the network observes them, camera noise included: [observedFrames x B, 114]. */
  readonly observed: Float32Array;
  /** Noise level that the denoiser estimated for each of them, metres, [observedFrames x B]. */
  readonly noiseLevel: Float32Array;
  /** The last 15 observed states as they were danced, without noise: [15 x B, 114]. */
  readonly clean: Float32Array;
  /** The frames of the rollout as they were danced, and a segment more for the posterior: [(horizon + segment) x B, 114]. */
  readonly future: Float32Array;
  /** For each row, the observed frame after which the hidden state is reset to zero; -1 for none. */
  readonly resetAfter: Int32Array;
  /** 1 where the phrase code is taken from the row half a batch away, which is from the same take. [B] */
  readonly swapCode: Float32Array;
  /** 1 where the rollout starts from the hidden state of the next row. [B] */
  readonly swapHidden: Float32Array;
  /** One-hot: the style of each row. [B, styles] */
  readonly style: Float32Array;
  /** 1 where the true style is the condition; elsewhere it is the predicted one. [B] */
  readonly styleGiven: Float32Array;
  /** 1 where the latent is the mean of the prior. [B] */
  readonly priorMean: Float32Array;
  /** 1 where the latent is a sample of the prior; where both are 0 it is one of the posterior. [B] */
  readonly priorSample: Float32Array;
  /** Standard normal noise for the samples, [segments x B, latent]. */
  readonly epsilon: Float32Array;
}
