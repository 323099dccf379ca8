import { blockLength, blocksLength, viewBlocks } from "../../../generators/blocks.ts";
import type { Model } from "../../../generators/model.ts";
import type { Random } from "../../../motion/random.ts";
import type { ParameterGroup, TrainableType } from "../trainable-type.ts";
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

/** Of each group. */
export const parameterCounts = (groups: readonly ParameterGroup[]): readonly number[] =>
  groups.map((group) => blocksLength(parameterBlocks([group])));

export const parameterCount = (groups: readonly ParameterGroup[]): number =>
  parameterCounts(groups).reduce((sum, count) => sum + count, 0);

/** Matrices uniform within sqrt(6 / (in + out)) (Glorot and Bengio 2010), small ones within a tenth of it, biases 0. */
export function initialOptimiserState(groups: readonly ParameterGroup[], random: Random): OptimiserState {
  const count = parameterCount(groups);
  const small = new Set(groups.flatMap((group) => group.small.map((layer) => `${layer}.matrix`)));
  const parameters = new Float32Array(new SharedArrayBuffer(4 * count));
  let at = 0;
  for (const block of parameterBlocks(groups)) {
    const end = at + blockLength(block);
    const [inputs, outputs] = block.shape;
    if (outputs !== undefined) {
      const limit = (small.has(block.name) ? 0.1 : 1) * Math.sqrt(6 / (inputs! + outputs));
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

/** The gradient of each group is clipped to this norm, so that one outlying batch does no harm. */
const MAX_NORM = 1;
/** The average is over about this many steps, or a tenth of those so far (Polyak and Juditsky 1992). */
const AVERAGED_STEPS = 100;

/** How far a group's parameters go. */
export interface GroupStep {
  /** Of its parameters, which follow those of the group before. */
  readonly count: number;
  /** At 0 the group rests: it stays as it is, to the last bit, its means too. */
  readonly learningRate: number;
}

/**
 * One step of Adam (Kingma and Ba 2015) along the mean of the shards' gradients, each group by itself. A gradient that
 * is not finite changes nothing. @returns the gradient's norm.
 */
export function applyGradients(
  state: OptimiserState,
  shards: readonly Float32Array[],
  groups: readonly GroupStep[],
): number {
  const { parameters, firstMoment, secondMoment, average } = state;
  const gradient = shards[0]!;
  let end = 0;
  const spans = groups.map(({ count, learningRate }) => {
    const from = end;
    end += count;
    let squares = 0;
    for (let i = from; i < end; i++) {
      let sum = 0;
      for (const shard of shards) sum += shard[i]!;
      gradient[i] = sum / shards.length;
      squares += gradient[i]! * gradient[i]!;
    }
    return { from, to: end, squares, learningRate };
  });
  // Counted even where it changes nothing: the next step draws another batch.
  state.step++;
  const norm = Math.sqrt(spans.reduce((sum, { squares }) => sum + squares, 0));
  if (!Number.isFinite(norm)) return norm;
  const firstBias = 1 - 0.9 ** state.step;
  const secondBias = 1 - 0.999 ** state.step;
  const fresh = 1 / Math.min(AVERAGED_STEPS, 1 + state.step / 10);
  for (const { from, to, squares, learningRate } of spans) {
    if (learningRate === 0) continue;
    const scale = Math.min(1, MAX_NORM / Math.sqrt(squares));
    for (let i = from; i < to; i++) {
      const g = gradient[i]! * scale;
      firstMoment[i] = 0.9 * firstMoment[i]! + 0.1 * g;
      secondMoment[i] = 0.999 * secondMoment[i]! + 0.001 * g * g;
      const deviation = Math.sqrt(secondMoment[i]! / secondBias) + 1e-8;
      parameters[i]! -= (learningRate * (firstMoment[i]! / firstBias)) / deviation;
      average[i]! += fresh * (parameters[i]! - average[i]!);
    }
  }
  return norm;
}

/** The model as it has been trained so far: the constants, then the averaged parameters of the layers that it keeps. */
export function trainedModel<Sizes>(
  { generator: { type, valueCount }, groups }: Pick<TrainableType<Sizes>, "generator" | "groups">,
  about: Omit<Model<Sizes>, "type" | "values">,
  constants: Float32Array,
  { average }: OptimiserState,
): Model<Sizes> {
  const values = new Float32Array(valueCount(about.sizes));
  values.set(constants);
  let at = constants.length;
  for (const view of keptViews(groups(about.sizes), average)) {
    values.set(view, at);
    at += view.length;
  }
  return { type, ...about, values };
}

/** Of a run of all parameters, those that a model keeps, block by block. */
export function keptViews(
  groups: readonly ParameterGroup[],
  parameters: Float32Array,
): readonly Float32Array[] {
  const passing = new Set(groups.flatMap((group) => (group.passing ?? []).flatMap(blocksOf)));
  return [...viewBlocks(parameterBlocks(groups), parameters)].flatMap(([name, view]) =>
    passing.has(name) ? [] : [view],
  );
}

const blocksOf = (layer: string): readonly string[] => [`${layer}.matrix`, `${layer}.bias`];
