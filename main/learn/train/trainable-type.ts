import type * as tf from "@tensorflow/tfjs-core";
import type { LayerShapes } from "../../generators/blocks.ts";
import type { LinearLayers } from "../../generators/linear-layers.ts";
import type { GeneratorType, NamedSizes } from "../../generators/model.ts";
import type { Random } from "../../motion/random.ts";
import type { Dataset } from "./data/dataset.ts";
import type { Judge } from "./report/judge.ts";

/**
 * A kind of network that can be trained: all that `train` asks of it. Progress, workers, optimiser, checkpoints,
 * resuming, card and pictures are the same for all kinds.
 */
export interface TrainableType<Sizes = NamedSizes, Schedule extends StepSchedule = StepSchedule> {
  /** What its models are, and how they open. */
  readonly generator: GeneratorType<Sizes>;
  /** What its losses are called beside their curves, in this order, by their names; `total` is what goes down. */
  readonly losses: LossTitles;
  /** How good a model is, and what its samples look like. */
  readonly judge: Judge;
  /** Those of a new model for an archive of so many styles. */
  sizes(styles: number): Sizes;
  /** Whether it learns from the music that takes name. */
  readonly hears?: boolean;
  /** Those of the paper that it is from, where a new model is smaller. */
  readonly published?: Sizes;
  /** Its layers, in groups with an optimiser each. */
  groups(sizes: Sizes): readonly ParameterGroup[];
  /** Measures what a model knows of an archive without learning: the numbers that its weights begin with. */
  measureConstants(dataset: Dataset): Float32Array;
  /** Frames that a dance needs to be drawn from. */
  framesNeeded(sizes: Sizes): number;
  scheduleAt(step: number, steps: number, sizes: Sizes): Schedule;
  /** In a worker thread, once: what batches are drawn from, and what is computed of them. */
  open(task: TrainingTask<Sizes>): Objective<Schedule>;
  /** What a line of progress says of the mean losses of the last steps. */
  details(losses: LossValues): readonly string[];
}

/** Parameters that are clipped and stepped by themselves, such as a critic's beside those of what it judges. */
export interface ParameterGroup {
  readonly layers: LayerShapes;
  /** Last layers, which begin with small weights so that training begins near "nothing changes". */
  readonly small: readonly string[];
  /** Layers that exist only while training; a model keeps the others, in their order. */
  readonly passing?: readonly string[];
}

/** What is the same in every schedule. A kind of network adds what its objective needs to know of a step. */
export interface StepSchedule {
  /** Sequences of the batch, which workers share out. */
  readonly size: number;
  /** Of each group of parameters; at 0 a group rests. */
  readonly learningRates: readonly number[];
}

export interface TrainedLayers extends LinearLayers {
  /** The same, with gradients that go on to `x` and leave the layer as it is. */
  frozen(name: string, x: tf.Tensor2D): tf.Tensor2D;
}

export interface TrainingTask<Sizes> {
  readonly sizes: Sizes;
  /** Layers of all groups, whose parameters are those of the step. */
  readonly layers: TrainedLayers;
  readonly dataset: Dataset;
  readonly constants: Float32Array;
}

export interface Objective<Schedule> {
  /**
   * A batch, or a shard of one, the same for the same chance.
   * @param schedule of the step; its `size` is that of the shard
   * @param firstRow of the shard in the whole batch
   */
  draw(schedule: Schedule, firstRow: number, random: Random): DrawnBatch;
}

/** What is computed of a batch, inside a tidy. */
export interface DrawnBatch<Prepared = unknown> {
  /** In all of its sequences. */
  readonly frames: number;
  /** What the losses start from, without gradient: that costs a third. */
  prepare(): Prepared;
  /** Of the losses that the type names, those that this batch has: a group that rests may have none. */
  losses(prepared: Prepared): LossScalars;
}

type Losses<T> = Readonly<Record<string, T>> & { readonly total: T };
export type LossTitles = Losses<string>;
export type LossScalars = Losses<tf.Scalar>;
export type LossValues = Losses<number>;
