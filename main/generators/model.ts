import type { GenericSchema } from "valibot";
import type { Generator } from "./generator.ts";

export type NamedSizes = Readonly<Record<string, number>>;

/** What a model folder holds, read and checked. */
export interface Model<Sizes = NamedSizes> {
  /** Of the generator that it is for. */
  readonly type: string;
  readonly name: string;
  /** Frames a second. */
  readonly fps: number;
  readonly sizes: Sizes;
  /** Names of its styles, as many as `sizes.styles` says where sizes have that. */
  readonly styles: readonly string[];
  /** The weights. */
  readonly values: Float32Array;
}

/** A kind of generator that model folders can be for: what their manifest and weights are like, and how they open. */
export interface GeneratorType<Sizes = NamedSizes> {
  /** By which the manifest names it. */
  readonly type: string;
  /** Version of the weights' layout: models of another one are refused. */
  readonly layout: number;
  /** Of the manifest's `sizes`. */
  readonly sizes: GenericSchema<unknown, Sizes>;
  /** How many numbers a model of these sizes has. */
  valueCount(sizes: Sizes): number;
  /** A model as a generator, on the backend that TensorFlow.js was started on. */
  open(model: Model<Sizes>): Generator;
}
