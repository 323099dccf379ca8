import type { Random } from "../../../shared/random.ts";
import { blockLength, type Sizes } from "../../generators/recurrent-cvae/weights.ts";
import { learntBlocks } from "./learnt-layers.ts";

/** What learning has come to: everything that a resumed run needs besides its settings. */
export interface Learning {
  step: number;
  readonly parameters: Float32Array;
  /** Adam's running means of the gradient and of its square. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** Running mean of the parameters themselves: what is kept as the model, steadier than any one step. */
  readonly average: Float32Array;
}

export const parameterCount = (sizes: Sizes): number =>
  learntBlocks(sizes).reduce((sum, block) => sum + blockLength(block), 0);

const QUIET = new Set(["refine.out.matrix", "decoder.out.matrix", "posterior.out.matrix"]);

/** Matrices uniform within sqrt(6 / (in + out)) (Glorot and Bengio 2010), biases 0; last layers start quiet. */
export function startLearning(sizes: Sizes, random: Random): Learning {
  const count = parameterCount(sizes);
  const parameters = new Float32Array(new SharedArrayBuffer(4 * count));
  let at = 0;
  for (const { name, shape } of learntBlocks(sizes)) {
    const length = shape.reduce((a, b) => a * b, 1);
    if (shape.length === 2) {
      const quiet = QUIET.has(name) ? 0.1 : 1;
      const limit = quiet * Math.sqrt(6 / (shape[0]! + shape[1]!));
      for (let i = at; i < at + length; i++) parameters[i] = limit * (2 * random() - 1);
    }
    at += length;
  }
  return {
    step: 0,
    parameters,
    mean: new Float32Array(count),
    square: new Float32Array(count),
    average: parameters.slice(),
  };
}

/** A larger gradient is scaled down to this length, so that one odd batch does no harm. */
const LONGEST = 1;
/** The average is over about this many steps, or a tenth of those so far (Polyak and Juditsky 1992). */
const AVERAGED_STEPS = 100;

/** One step of Adam (Kingma and Ba 2015) along the mean of the shards' gradients. @returns the gradient's length. */
export function applyGradients(learning: Learning, shards: readonly Float32Array[], rate: number): number {
  const { parameters, mean, square, average } = learning;
  let total = 0;
  const gradient = shards[0]!;
  for (let i = 0; i < gradient.length; i++) {
    let sum = 0;
    for (const shard of shards) sum += shard[i]!;
    gradient[i] = sum / shards.length;
    total += gradient[i]! * gradient[i]!;
  }
  const length = Math.sqrt(total);
  if (!Number.isFinite(length)) return length;
  const scale = Math.min(1, LONGEST / length);
  learning.step++;
  const meanBias = 1 - 0.9 ** learning.step;
  const squareBias = 1 - 0.999 ** learning.step;
  const fresh = 1 / Math.min(AVERAGED_STEPS, 1 + learning.step / 10);
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]! * scale;
    mean[i] = 0.9 * mean[i]! + 0.1 * g;
    square[i] = 0.999 * square[i]! + 0.001 * g * g;
    parameters[i]! -= (rate * (mean[i]! / meanBias)) / (Math.sqrt(square[i]! / squareBias) + 1e-8);
    average[i]! += fresh * (parameters[i]! - average[i]!);
  }
  return length;
}
