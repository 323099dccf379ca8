import type { Model } from "../../../generators/model.ts";
import { recurrentCvae } from "../../../generators/recurrent-cvae/recurrent-cvae.ts";
import { blockLength, type Sizes, valueCount } from "../../../generators/recurrent-cvae/weights.ts";
import type { Random } from "../../../motion/random.ts";
import { parameterBlocks } from "./trainable-layers.ts";

/** Everything that a resumed run needs besides its settings. */
export interface OptimiserState {
  step: number;
  readonly parameters: Float32Array;
  /** Adam's running means of the gradient and of its square. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Running mean of the parameters, which becomes the model: it has less noise than any single step. */
  readonly average: Float32Array;
}

export const parameterCount = (sizes: Sizes): number =>
  parameterBlocks(sizes).reduce((sum, block) => sum + blockLength(block), 0);

/** Last layers, which begin with small weights so that training begins near "nothing changes". */
const SMALL = new Set(["refine.out.matrix", "decoder.out.matrix", "posterior.out.matrix"]);

/** Matrices uniform within sqrt(6 / (in + out)) (Glorot and Bengio 2010), last layers within a tenth of it, biases 0. */
export function initialOptimiserState(sizes: Sizes, random: Random): OptimiserState {
  const count = parameterCount(sizes);
  const parameters = new Float32Array(new SharedArrayBuffer(4 * count));
  let at = 0;
  for (const block of parameterBlocks(sizes)) {
    const end = at + blockLength(block);
    const [inputs, outputs] = block.shape;
    if (outputs !== undefined) {
      const limit = (SMALL.has(block.name) ? 0.1 : 1) * Math.sqrt(6 / (inputs! + outputs));
      for (let i = at; i < end; i++) parameters[i] = limit * (2 * random() - 1);
    }
    at = end;
  }
  return {
    step: 0,
    parameters,
    firstMoment: new Float32Array(count),
    secondMoment: new Float32Array(count),
    average: parameters.slice(),
  };
}

/** Gradients are clipped to this norm, so that one outlying batch does no harm. */
const MAX_NORM = 1;
/** The average is over about this many steps, or a tenth of those so far (Polyak and Juditsky 1992). */
const AVERAGED_STEPS = 100;

/**
 * One step of Adam (Kingma and Ba 2015) along the mean of the shards' gradients. A gradient that is not finite changes
 * nothing. @returns the gradient's norm.
 */
export function applyGradients(
  state: OptimiserState,
  shards: readonly Float32Array[],
  learningRate: number,
): number {
  const { parameters, firstMoment, secondMoment, average } = state;
  let squares = 0;
  const gradient = shards[0]!;
  for (let i = 0; i < gradient.length; i++) {
    let sum = 0;
    for (const shard of shards) sum += shard[i]!;
    gradient[i] = sum / shards.length;
    squares += gradient[i]! * gradient[i]!;
  }
  // Counted even where it changes nothing: the next step draws another batch.
  state.step++;
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return norm;
  const scale = Math.min(1, MAX_NORM / norm);
  const firstBias = 1 - 0.9 ** state.step;
  const secondBias = 1 - 0.999 ** state.step;
  const fresh = 1 / Math.min(AVERAGED_STEPS, 1 + state.step / 10);
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]! * scale;
    firstMoment[i] = 0.9 * firstMoment[i]! + 0.1 * g;
    secondMoment[i] = 0.999 * secondMoment[i]! + 0.001 * g * g;
    const deviation = Math.sqrt(secondMoment[i]! / secondBias) + 1e-8;
    parameters[i]! -= (learningRate * (firstMoment[i]! / firstBias)) / deviation;
    average[i]! += fresh * (parameters[i]! - average[i]!);
  }
  return norm;
}

/** The model as it has been trained so far: the constants, and of the averaged parameters those that live use needs. */
export function trainedModel(
  about: Omit<Model<Sizes>, "type" | "values">,
  constants: Float32Array,
  { average }: OptimiserState,
): Model<Sizes> {
  const values = new Float32Array(valueCount(about.sizes));
  values.set(constants);
  // The layers of live use come first among the parameters, see parameterBlocks.
  values.set(average.subarray(0, values.length - constants.length), constants.length);
  return { type: recurrentCvae.type, ...about, values };
}
